// The reviewer's page: the whole round on one line, and everything below follows the playhead.
// Until the reviewer's own rating is locked, nothing shows how it ended.
import { type ReadonlySignal, computed, useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { kMinute } from '../base/format';
import { bindKeys } from '../state/keys';
import { useRatings } from '../state/ratings';
import type { Round } from '../state/round';
import { toggleTheme } from '../state/theme';
import '../widgets/columns.css';
import { Dialog } from '../widgets/dialog';
import { letGo } from '../widgets/let_go';
import { namesOf } from '../widgets/names';
import { type KeyHelp, KeyTable, PageHead } from '../widgets/page_head';
import { debriefOpen } from '../widgets/ratings_state';
import { Failed } from '../widgets/states';
import type { Span } from '../widgets/timeline_layout';
import { decodeTruth, type TruthView } from '../wire/truth';
import { Below } from './reviewer/below';
import { lastDecision, lastOfTheirs, visibleEntries } from './reviewer/cover';
import { Player } from './reviewer/player';
import { Playback } from './reviewer/playback';
import { ReplayLine } from './reviewer/replay_line';
import './reviewer/reviewer.css';
import { useBelief } from './reviewer/use_belief';
import { useScore } from './reviewer/use_score';

const kKeys: KeyHelp[] = [
  { keys: 'Space', does: 'Play and pause' },
  { keys: '← →', does: 'Previous and next entry' },
  { keys: 'w s', does: 'Zoom in and out around the playhead' },
  { keys: 'a d', does: 'Move along the timeline' },
  { keys: ', .', does: 'Slower and faster' },
  { keys: '[ ]', does: 'Previous and next entry that moved belief' },
  { keys: '1 2 3 4', does: 'Entries, world, decisions, belief' },
  { keys: 'Home End', does: 'To the page, to the end' },
  { keys: 't', does: 'Dark or light' },
  { keys: '?', does: 'This list' },
];

export type Tab = 'entries' | 'world' | 'decisions' | 'belief';

export function ReviewerPage({ round }: { round: Round }) {
  const truth = useMemo(() => decodeTruth(round.opening.truth), []);
  if (!truth.ok) {
    return (
      <main class="page-failed">
        <Failed error={truth.error} />
      </main>
    );
  }
  return <Reviewer round={round} truth={truth.value} />;
}

// From before the first change that matters to what has been played; a covered round ends at the
// candidate's last word on the playhead, but its length is no secret.
function makePlayback(
  round: Round,
  truth: TruthView,
  entries: ReadonlySignal<ReturnType<typeof visibleEntries>>,
  endNs: ReadonlySignal<number>,
): Playback {
  const bounds = computed<Span>(() => ({
    from_ns: -round.opening.past_ns,
    to_ns: Math.max(round.now.value, 5 * kMinute),
  }));
  const began = Math.min(truth.truth.began_ns, 0) - kMinute;
  const from_ns = Math.max(began, bounds.peek().from_ns);
  const first = { span: { from_ns, to_ns: bounds.peek().to_ns }, playhead: 0 };
  return new Playback(entries, bounds, endNs, first);
}

function usePlaying(playback: Playback): void {
  const playing = playback.playing.value;
  useEffect(() => {
    if (!playing) return undefined;
    let frame = 0;
    let last = performance.now();
    const run = (now: number) => {
      playback.tick(now - last);
      last = now;
      frame = requestAnimationFrame(run);
    };
    frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}

function useGrowing(playback: Playback): void {
  const bounds = playback.bounds.value;
  const before = useRef(bounds);
  useEffect(() => {
    playback.grow(before.current, bounds);
    before.current = bounds;
  }, [bounds.to_ns]);
}

interface Actions {
  onTab: (tab: Tab) => void;
  onBelief: (direction: 1 | -1) => void;
  onHelp: () => void;
}

function useKeys(playback: Playback, actions: Actions): void {
  const live = useRef(actions);
  live.current = actions;
  const onTab = (tab: Tab) => live.current.onTab(tab);
  useEffect(
    () =>
      bindKeys({
        ' ': () => playback.toggle(),
        ArrowLeft: () => playback.step(-1),
        ArrowRight: () => playback.step(1),
        Home: () => playback.moveTo(0),
        End: () => playback.moveTo(playback.endNs.peek()),
        w: () => playback.zoom(1 / 1.5),
        s: () => playback.zoom(1.5),
        a: () => playback.pan(-0.2),
        d: () => playback.pan(0.2),
        ',': () => playback.faster(-1),
        '.': () => playback.faster(1),
        '1': () => onTab('entries'),
        '2': () => onTab('world'),
        '3': () => onTab('decisions'),
        '4': () => onTab('belief'),
        '[': () => live.current.onBelief(-1),
        ']': () => live.current.onBelief(1),
        t: toggleTheme,
        '?': () => live.current.onHelp(),
      }),
    [],
  );
}

interface DownloadsProps {
  round: Round;
  locked: boolean;
  scored: boolean;
  debrief: boolean; // it is open
}

// How far the round is, and what may be taken away once one's own rating is locked.
function Downloads({ round, locked, scored, debrief }: DownloadsProps) {
  const finished = round.state.value === 'finished';
  return (
    <>
      <span class="soft">{finished ? 'finished' : 'so far'}</span>
      {debrief && <a href="#debrief">Debrief is open</a>}
      {locked && (
        <>
          <a href={round.client.address('score.html')}>Score as a page</a>
          <a href={round.client.address('journal')} download="round.jsonl">
            Journal
          </a>
        </>
      )}
      {locked && finished && scored && (
        <a
          href={round.client.address('pack')}
          download="pack.json"
          title="Scenario, journal, ratings, score and what the candidate was told, in one file that can be verified"
        >
          Evidence pack
        </a>
      )}
    </>
  );
}

// What gives the cause away is sent once this rater has locked.
function useTruth(round: Round, opened: TruthView, covered: boolean): TruthView {
  const [truth, setTruth] = useState(opened);
  useEffect(() => {
    if (covered) return;
    void round.client.opening().then((again) => {
      const whole = again.ok ? decodeTruth(again.value.truth) : again;
      if (whole.ok) setTruth(whole.value);
    });
  }, [covered]);
  return truth;
}

function Reviewer({ round, truth: opened }: { round: Round; truth: TruthView }) {
  const ratings = useRatings(round);
  const covered = useComputed(() => !(ratings.seen.value?.locked ?? false));
  const truth = useTruth(round, opened, covered.value);
  const names = useMemo(() => namesOf(round.opening, truth), [truth]);
  const entries = useComputed(() => visibleEntries(round.entries.value, covered.value));
  const endNs = useComputed(() =>
    covered.value
      ? (lastOfTheirs(round.entries.value)?.time_ns ?? 0)
      : Math.max(round.now.value, 0),
  );
  const playback = useMemo(() => makePlayback(round, truth, entries, endNs), []);
  const asker = `${ratings.name.value}/${covered.value ? 'covered' : 'open'}`;
  const score = useScore(round, round.state.value !== 'waiting', asker);
  const [tab, setTab] = useState<Tab>('entries');
  const [help, setHelp] = useState(false);
  usePlaying(playback);
  useGrowing(playback);

  const card = covered.value ? null : score.state.value.card;
  const known = card ?? score.state.value.covered;
  const started = round.state.value !== 'waiting';
  const { belief, waits, step } = useBelief(score.state.value, covered.value, playback, started);
  const worldEndNs = covered.value
    ? (lastDecision(round.entries.value)?.time_ns ?? 0)
    : endNs.value;
  useKeys(playback, { onTab: setTab, onBelief: step, onHelp: () => setHelp(true) });
  const debrief = ratings.seen.value !== null && debriefOpen(ratings.seen.value);
  useEffect(() => {
    document.title = `${debrief ? 'Debrief' : 'Replay'} · ${round.opening.title} · ThreeAM`;
  }, [debrief]);

  return (
    <div class="reviewer page-of-columns" onClick={letGo}>
      <PageHead
        page="reviewer"
        title={round.opening.title}
        level={round.opening.level}
        link={round.state.value === 'finished' ? null : round.link.value}
        onHelp={() => setHelp(true)}
      >
        <Downloads round={round} locked={!covered.value} scored={card !== null} debrief={debrief} />
      </PageHead>
      <ReplayLine
        round={round}
        truth={truth}
        names={names}
        playback={playback}
        covered={covered.value}
        worldEndNs={worldEndNs}
        card={card}
        belief={belief}
        beliefWaits={waits}
      />
      <Player playback={playback} pageClockS={round.opening.page_clock_s} />
      <Below
        round={round}
        names={names}
        playback={playback}
        covered={covered.value}
        worldEndNs={worldEndNs}
        card={card}
        belief={belief}
        decisions={known?.decisions ?? []}
        rowsAtRisk={truth.truth.data_at_risk.length > 0}
        score={score}
        ratings={ratings}
        tab={tab}
        onTab={setTab}
      />
      {help && (
        <Dialog title="Keys" onClose={() => setHelp(false)}>
          <KeyTable keys={kKeys} />
        </Dialog>
      )}
    </div>
  );
}
