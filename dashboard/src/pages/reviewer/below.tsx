// Below the timeline, all at the playhead: the candidate's screen, the round in entries, world and
// decisions, and the score or the rating that comes before it.
import { Mirror } from '../../panels/mirror';
import { formatOffset } from '../../base/format';
import { answeredSince } from '../../state/answers';
import type { RatingsHandle } from '../../state/ratings';
import type { Round } from '../../state/round';
import { Choice } from '../../widgets/field';
import { Feed, filterFeed } from '../../widgets/feed';
import type { Names } from '../../widgets/sentence';
import { debriefOpen } from '../../widgets/ratings_state';
import { Empty } from '../../widgets/states';
import type { Belief, Entry, KnownDecision, Scorecard } from '../../wire/types';
import type { Tab } from '../reviewer';
import { BeliefColumn } from './belief_view';
import { Decisions } from './decisions';
import type { Playback } from './playback';
import { RateFirst } from './rate_first';
import { RatingsList } from './ratings_list';
import { ScoreColumn } from './score_column';
import type { ScoreHandle } from './use_score';
import { WorldColumn } from './world_column';

const kTabs: { value: Tab; label: string }[] = [
  { value: 'entries', label: 'Entries' },
  { value: 'world', label: 'World' },
  { value: 'decisions', label: 'Decisions' },
  { value: 'belief', label: 'Belief' },
];

export interface BelowProps {
  round: Round;
  names: Names;
  playback: Playback;
  covered: boolean;
  worldEndNs: number; // the world is shown to here
  card: Scorecard | null; // null: not computed, or covered
  belief: Belief | null;
  decisions: readonly KnownDecision[]; // what may be told of them while covered, too
  rowsAtRisk: boolean; // so that a decision had rows to count
  score: ScoreHandle;
  ratings: RatingsHandle;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

// The look that was on the screen: the last one before the playhead.
function lookAt(entries: readonly Entry[], time_ns: number, current: number): Entry | null {
  const looks = entries.filter((entry) => entry.kind === 'look');
  return looks.filter((e) => e.time_ns < time_ns || e.seq <= current).at(-1) ?? null;
}

export function Below(props: BelowProps) {
  const { round, names, playback, covered, score } = props;
  const current = playback.current.value?.seq ?? 0;
  const time = playback.playhead.value;
  const look = lookAt(playback.entries.value, time, current);
  const answered = answeredSince(playback.entries.value, round.scenario.people, look, time);
  const seen = props.ratings.seen.value;
  const debrief = seen !== null && debriefOpen(seen); // then it comes first
  const times = new Map(round.entries.value.map((entry) => [entry.seq, entry.time_ns]));
  const toEntry = (seq: number) => playback.toEntry(seq);
  return (
    <main class="columns">
      <section class="column scroll" aria-label="On their screen" tabIndex={0}>
        <h2 class="column-head">On their screen at {formatOffset(time)}</h2>
        {answered && (
          <section aria-label="An answer has come" class="answered">
            <h3>
              {answered.person} answered at {formatOffset(answered.ready_ns)}
            </h3>
            <Mirror round={round} entry={answered.question} names={names} atNs={time} />
          </section>
        )}
        {look ? (
          <Mirror round={round} entry={look} names={names} atNs={time} />
        ) : (
          <Empty title="Nothing had been opened yet." />
        )}
      </section>
      <MiddleColumn {...props} onEntry={toEntry} />
      {/* Two places to scroll: who has locked the last rating begins at the top of the score. */}
      <section
        key={covered ? 'rate' : 'score'}
        class="column scroll"
        aria-label={covered ? 'Rate first' : 'Score'}
        tabIndex={0}
      >
        <h2 class="column-head">
          {covered ? 'Your rating' : debrief ? 'Debrief and score' : 'Score'}
        </h2>
        {covered ? (
          <RateFirst round={round} ratings={props.ratings} />
        ) : (
          <>
            {debrief && <RatingsOf ratings={props.ratings} />}
            <ScoreColumn round={round} score={score} times={times} onEntry={toEntry} />
            {!debrief && <RatingsOf ratings={props.ratings} />}
          </>
        )}
      </section>
    </main>
  );
}

// A place that the page's head and an address can lead to.
function RatingsOf({ ratings }: { ratings: RatingsHandle }) {
  const seen = ratings.seen.value;
  return <div id="debrief">{seen && <RatingsList ratings={seen} />}</div>;
}

function MiddleColumn(props: BelowProps & { onEntry: (seq: number) => void }) {
  const { round, names, playback, card, tab, onTab, onEntry } = props;
  const entries = playback.entries.value;
  const current = playback.current.value?.seq ?? null;
  return (
    <section class="column scroll" aria-label="The round" tabIndex={0}>
      <header class="column-head sticky">
        <h2 class="column-title">The round</h2>
        <Choice
          label="What follows the playhead"
          value={tab}
          options={kTabs}
          onChange={(value) => onTab(value as Tab)}
        />
      </header>
      {tab === 'entries' && (
        <Feed
          label="Entries, in order"
          entries={filterFeed(entries, 'all')}
          names={names}
          pageClockS={round.opening.page_clock_s}
          empty="Nothing has happened yet."
          current={current}
          onOpen={(entry) => onEntry(entry.seq)}
        />
      )}
      {tab === 'world' &&
        (playback.playhead.value > props.worldEndNs ? (
          <Empty title="What came of the last decision is shown once your rating is locked." />
        ) : (
          <WorldColumn round={round} time_ns={playback.playhead.value} />
        ))}
      {tab === 'belief' && (
        <BeliefColumn
          belief={props.belief}
          time_ns={playback.playhead.value}
          entries={entries}
          names={names}
          covered={props.covered}
          onStop={(stop) => playback.toStop(stop)}
        />
      )}
      {tab === 'decisions' && (
        <Decisions
          acts={entries.filter((entry) => entry.kind === 'do')}
          card={card}
          decisions={props.decisions}
          rowsAtRisk={props.rowsAtRisk}
          names={names}
          current={current}
          onEntry={onEntry}
        />
      )}
    </section>
  );
}
