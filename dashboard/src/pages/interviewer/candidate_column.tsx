// Middle: the candidate. What they opened last (where their eyes are nobody knows), what they think, and everything they looked at,
// said and did, newest first.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatOffset } from '../../base/format';
import { Mirror } from '../../panels/mirror';
import type { Round } from '../../state/round';
import { lastLook } from '../../state/story';
import { Choice } from '../../widgets/field';
import { Feed, type FeedFilter, filterFeed, kFeedFilters } from '../../widgets/feed';
import { Hypotheses } from '../../widgets/hypotheses';
import { namesOf } from '../../widgets/names';
import { Empty } from '../../widgets/states';
import { Alerts, Commands, Section } from '../../widgets/world_state';
import type { TruthView } from '../../wire/truth';
import type { AskShown, Entry } from '../../wire/types';
import { compare, type EstimateTruth, truthAt } from './estimate_truth';

// More than an hour of busy looking; older lines are in the replay.
const kShownLines = 300;

export function CandidateColumn({ round, truth }: { round: Round; truth: TruthView }) {
  const [filter, setFilter] = useState<FeedFilter>('all');
  const names = useMemo(() => namesOf(round.opening, truth), []);
  const entries = round.entries.value;
  const lines = filterFeed(entries, filter).slice(-kShownLines).reverse();
  const look = lastLook(entries);
  return (
    <>
      <Section title={look ? `Last opened ${formatOffset(look.time_ns)}` : 'On their screen'}>
        {look ? (
          <Mirror round={round} entry={look} names={names} live />
        ) : (
          <Empty title="They have not opened anything yet." />
        )}
      </Section>
      <div class="candidate-now">
        <Section title="Alerts">
          <Alerts alerts={round.alerts.value} />
        </Section>
        <Section title="Actions">
          <Commands commands={round.commands.value} />
        </Section>
      </div>
      <Section title="What they think" aside="right, near, off: as chosen from the lists">
        <Hypotheses entries={entries} truth={truth} />
      </Section>
      <section class="section">
        <header class="section-head">
          <h3>What they look at, say and do</h3>
          <Choice
            label="Show of the feed"
            value={filter}
            options={kFeedFilters}
            onChange={(value) => setFilter(value as FeedFilter)}
          />
        </header>
        <Feed
          label="Feed, newest first"
          entries={lines}
          names={names}
          pageClockS={round.opening.page_clock_s}
          empty="Nothing yet."
          below={(entry) => {
            const { what } = entry.payload;
            if (entry.kind === 'say' && what === 'estimate') {
              return <EstimateLine round={round} truth={truth} entry={entry} />;
            }
            return entry.kind === 'look' && what === 'ask' ? (
              <AnswerLine round={round} entry={entry} />
            ) : null;
          }}
        />
      </section>
    </>
  );
}

interface EstimateLineProps {
  round: Round;
  truth: TruthView;
  entry: Entry;
}

function EstimateLine({ round, truth, entry }: EstimateLineProps) {
  const [known, setKnown] = useState<EstimateTruth | null>(null);
  useEffect(() => {
    let left = false;
    void truthAt(round, truth.truth, entry.time_ns).then((read) => {
      if (!left) setKnown(read);
    });
    return () => {
      left = true;
    };
  }, [entry.seq]);
  const compared = known ? compare(entry.payload, known) : [];
  if (compared.length === 0) return null;
  return (
    <p class="estimate-line small">
      <span class="soft">truth then: </span>
      {compared.map(({ truth: was, far }, index) => (
        <span key={was}>
          {index > 0 && ' · '}
          {was}
          {far && <span class={far === 'as it was' ? 'good' : 'warn'}> ({far})</span>}
        </span>
      ))}
    </p>
  );
}

// What the colleague answered, once it has come: the look itself only holds the question.
function AnswerLine({ round, entry }: { round: Round; entry: Entry }) {
  const [shown, setShown] = useState<AskShown | null>(null);
  const answered = shown !== null && shown.answer !== null;
  const sample = answered ? 0 : round.sample.value;
  useEffect(() => {
    if (answered || (shown && round.now.peek() < shown.ready_ns)) return undefined;
    let left = false;
    void round.client.lookAgain('ask', entry.seq).then((answer) => {
      if (!left && answer.ok) setShown(answer.value);
    });
    return () => {
      left = true;
    };
  }, [entry.seq, sample]);
  if (!shown) return null;
  return (
    <p class="answer-line small">
      <span class="soft">
        {answered
          ? `${shown.person} answered ${formatOffset(shown.ready_ns)}: `
          : `the answer comes at ${formatOffset(shown.ready_ns)}`}
      </span>
      {shown.answer}
    </p>
  );
}
