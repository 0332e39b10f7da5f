// The timeline with the round in it.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatOffset, kSecond } from '../../base/format';
import { kSampleNs, type Round } from '../../state/round';
import { type UsersFailing, usersFailing } from '../../state/users_failing';
import type { BeliefLane } from '../../widgets/belief_area';
import { bandsOf, stepAt } from '../../widgets/belief_layout';
import { courseTitle, inPaintOrder } from '../../widgets/names';
import { inOneLine, type Names } from '../../widgets/sentence';
import { Timeline } from '../../widgets/timeline';
import type { AreaLane } from '../../widgets/timeline_lanes';
import type { TruthView } from '../../wire/truth';
import type { Belief, Scorecard } from '../../wire/types';
import { BeliefLine, BeliefLineWaits } from './belief_view';
import { chosenAct } from './decisions';
import { forkOf } from './fork_of';
import type { Playback } from './playback';
import { lanesOf } from './timeline_model';
import type { BeliefHandle } from './use_belief';

export interface ReplayLineProps {
  round: Round;
  truth: TruthView;
  names: Names;
  playback: Playback;
  covered: boolean;
  worldEndNs: number; // what is measured is shown to here
  card: Scorecard | null;
  belief: Belief | null;
  beliefWaits: BeliefHandle['waits'];
}

export function ReplayLine(props: ReplayLineProps) {
  const { round, truth, names, playback, covered, card, belief } = props;
  const endNs = playback.endNs.value;
  const entries = playback.entries.value;
  const failing = useFailing(round, props.worldEndNs);
  const restored = card?.courses.find((course) => course.id === 'candidate')?.restored_ns ?? null;
  const lanes = useMemo(
    () => lanesOf({ entries, truth, names, endNs, restoredNs: restored, covered }),
    [entries, endNs, restored, covered, truth, names],
  );
  const current = playback.current.value;
  const said = current ? inOneLine(current, names) : '';
  const area = useArea(failing, card, chosenSeq(playback), covered ? props.worldEndNs : null);
  const [hovered, setHovered] = useState<number | null>(null);
  const known = belief !== null && belief.steps.length > 0 ? belief : null;
  const told = known && (hovered ?? beliefStep(known, playback));
  const lane = useMemo<BeliefLane | null>(
    () =>
      known && {
        bands: bandsOf(known.suspects),
        steps: known.steps,
        until_ns: endNs,
        marked: told,
        onHover: setHovered,
        onStep: (index) => {
          const step = known.steps[index];
          if (step) playback.toStop(step);
        },
      },
    [known, endNs, told],
  );
  return (
    <>
      <Timeline
        belief={lane ?? (props.beliefWaits ? 'waits' : null)}
        lanes={lanes}
        area={area}
        areaAfter="world"
        span={playback.span.value}
        playhead={playback.playhead.value}
        playheadText={`${formatOffset(playback.playhead.value)} ${said}`}
        current={current?.seq ?? null}
        coverFrom={covered ? endNs : null}
        coverText="Rate first: covered until your rating is locked"
        onMove={(time) => playback.moveTo(time)}
        onMark={(seq) => playback.toEntry(seq)}
        onZoom={(factor, anchor) => playback.zoom(factor, anchor)}
        onPan={(share) => playback.pan(share)}
      />
      {known && (
        <BeliefLine
          belief={known}
          covered={covered}
          index={told}
          entries={entries}
          names={names}
          onStop={(stop) => playback.toStop(stop)}
        />
      )}
      {props.beliefWaits && <BeliefLineWaits {...props.beliefWaits} />}
    </>
  );
}

// The step of the entry that one is on, of several at the same moment.
function beliefStep({ steps }: Belief, playback: Playback): number | null {
  const seq = playback.current.value?.seq ?? null;
  const time = playback.playhead.value;
  const own = steps.findIndex((step) => step.entry === seq && step.at_ns === time);
  return own >= 0 ? own : stepAt(steps, time);
}

function chosenSeq(playback: Playback): number | null {
  const acts = playback.entries.value.filter((entry) => entry.kind === 'do');
  return chosenAct(acts, playback.current.value?.seq ?? null)?.seq ?? null;
}

// The what-ifs of the decision that one is on, over what happened.
function useArea(
  failing: UsersFailing | null,
  card: Scorecard | null,
  seq: number | null,
  coverFrom: number | null,
): AreaLane {
  return useMemo(() => {
    const decision = forkOf(card?.decisions ?? [], seq);
    const others = (decision?.from_here ?? []).filter((course) => course.id !== 'this');
    const courses = inPaintOrder(others);
    return {
      title: 'Users failing',
      unit: 'ratio',
      times_ns: failing?.times_ns ?? [],
      values: failing?.values ?? [],
      coverFrom: coverFrom === null ? null : (failing?.times_ns.at(-1) ?? coverFrom),
      coverText: 'What came of the last decision is covered until your rating is locked',
      lines: courses.map((course) => ({
        id: course.id,
        label: courseTitle(course.id),
        times_ns: course.times_ns,
        values: course.error_curve,
      })),
    };
  }, [failing, card, seq, coverFrom]);
}

const kPoints = 1200; // of the 2,000 that a query may have

// The share of users' requests that fails, over all that may be shown: what the curves of the other
// courses are of, too.
function useFailing(round: Round, endNs: number): UsersFailing | null {
  const [result, setResult] = useState<UsersFailing | null>(null);
  const until = Math.floor(endNs / kSampleNs) * kSampleNs;
  useEffect(() => {
    let left = false;
    const from_ns = Math.max(-round.opening.past_ns, until - kPoints * 15 * kSecond);
    const range = { where: {}, by: ['route'], from_ns, to_ns: until, step_ns: 15 * kSecond };
    const shares = round.client.query({ metric: 'client_failure_ratio', ...range });
    const rates = round.client.query({ metric: 'client_request_rate', ...range });
    void Promise.all([shares, rates]).then(([share, rate]) => {
      if (left || !share.ok || !rate.ok) return;
      setResult(usersFailing(share.value, rate.value, round.scenario.routes));
    });
    return () => {
      left = true;
    };
  }, [until]);
  return result;
}
