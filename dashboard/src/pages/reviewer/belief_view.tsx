// Belief in words: under the timeline what one step did, and in the column all of them.
import { formatOffset, formatRatio } from '../../base/format';
import { type Band, bandsOf, stepAt } from '../../widgets/belief_layout';
import { BeliefSwatch } from '../../widgets/belief_swatch';
import { type Moved, movedApart, openAfter, openBefore } from '../../widgets/belief_words';
import { inOneLine, type Names } from '../../widgets/sentence';
import { Empty } from '../../widgets/states';
import { Section } from '../../widgets/world_state';
import type { Belief, Entry } from '../../wire/types';
import { EntryLink } from './entry_link';

interface Shared {
  belief: Belief;
  entries: readonly Entry[];
  names: Names;
  onEntry: (seq: number) => void;
}

function told(entries: readonly Entry[], seq: number, names: Names): string {
  const entry = entries.find((one) => one.seq === seq);
  return entry ? inOneLine(entry, names) : '';
}

interface SuspectedProps {
  bands: readonly Band[];
  id: string;
  short: boolean; // the letter stands for it
}

function Suspected({ bands, id, short }: SuspectedProps) {
  const band = bands.find(({ suspect }) => suspect.id === id);
  return band ? (
    <span title={band.suspect.about}>
      <BeliefSwatch band={band} />
      <span class={short ? 'only-read-aloud' : ''}>{band.suspect.about}</span>
    </span>
  ) : null;
}

interface MovedWordsProps {
  moved: Moved | null;
  bands: readonly Band[];
  short?: boolean;
}

function MovedWords({ moved, bands, short = false }: MovedWordsProps) {
  if (!moved) return <span class="soft">told next to nothing apart</span>;
  return (
    <span>
      made <Suspected bands={bands} id={moved.toward.id} short={short} /> <b>{moved.times} times</b>{' '}
      as likely against <Suspected bands={bands} id={moved.away.id} short={short} />
    </span>
  );
}

function Uncertainty({ belief, index }: { belief: Belief; index: number }) {
  const after = openAfter(belief.steps, index);
  return (
    <span
      class="soft nowrap"
      title="How many equally likely causes would be as uncertain, before and after"
    >
      {index === 0 ? after : `${openBefore(belief.steps, index)} → ${after}`} causes open
    </span>
  );
}

// Under the timeline: who is who, and what the step under the pointer or the playhead did.
export function BeliefLine({ index, ...shared }: Shared & { index: number | null }) {
  const { belief } = shared;
  const bands = bandsOf(belief.suspects);
  return (
    <section class="belief-line" aria-label="Belief, step by step">
      <ul class="belief-legend" aria-label="Suspects">
        {bands.map((band) => (
          <li key={band.suspect.id} title={band.suspect.about}>
            <BeliefSwatch band={band} />
            {band.suspect.cause && <b class="belief-cause">the cause</b>}
            <span class="clip">{band.suspect.about}</span>
          </li>
        ))}
      </ul>
      <div class="belief-told">
        {index === null ? (
          <span class="soft">Nothing has been looked at yet.</span>
        ) : (
          <StepTold {...shared} index={index} bands={bands} />
        )}
        <span class="grow" />
        <span class="faint small nowrap">
          <kbd>[</kbd> <kbd>]</kbd> by what moved belief
        </span>
      </div>
    </section>
  );
}

interface StepToldProps extends Shared {
  index: number;
  bands: readonly Band[];
}

function StepTold({ belief, entries, names, onEntry, index, bands }: StepToldProps) {
  const step = belief.steps[index];
  if (!step) return null;
  if (step.entry === 0) {
    return (
      <span class="soft">
        Before anything was looked at: {openAfter(belief.steps, index)} causes open
      </span>
    );
  }
  return (
    <>
      <EntryLink seq={step.entry} onEntry={onEntry}>
        {formatOffset(step.at_ns)}
      </EntryLink>
      <span class="clip belief-entry">{told(entries, step.entry, names)}</span>
      <MovedWords moved={movedApart(step, belief.suspects)} bands={bands} short />
      <Uncertainty belief={belief} index={index} />
    </>
  );
}

export interface BeliefColumnProps extends Omit<Shared, 'belief'> {
  belief: Belief | null; // null: not computed yet
  time_ns: number;
}

// The whole of it: what is believed at the playhead, and every step on the way.
export function BeliefColumn({ belief, time_ns, entries, names, onEntry }: BeliefColumnProps) {
  if (!belief) return <Empty title="Belief is being computed." />;
  if (belief.steps.length === 0) {
    return <Empty title="This round’s scenario names no rival causes to weigh." />;
  }
  const bands = bandsOf(belief.suspects);
  const at = stepAt(belief.steps, time_ns);
  const now = at === null ? null : belief.steps[at];
  return (
    <>
      <Section title={`What was known at ${formatOffset(time_ns)} speaks for`}>
        <ul class="belief-shares">
          {bands.map((band) => {
            const share = now?.belief[band.index] ?? 0;
            return (
              <li key={band.suspect.id}>
                <BeliefSwatch band={band} />
                <span class="grow">
                  {band.suspect.about}
                  {band.suspect.cause && <b class="belief-cause"> the cause</b>}
                </span>
                <b class="number">{formatRatio(Math.round(share * 100) / 100)}</b>
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="What moved it" aside={`${belief.seeds} runs of each suspect`}>
        <ol class="belief-steps">
          {belief.steps.map((step, index) => (
            <li
              key={`${step.entry}/${index}`}
              class={index === at ? 'chosen' : ''}
              aria-current={index === at ? 'step' : undefined}
            >
              {step.entry === 0 ? (
                <span class="soft">Before anything was looked at</span>
              ) : (
                <>
                  <EntryLink seq={step.entry} onEntry={onEntry}>
                    {formatOffset(step.at_ns)}
                  </EntryLink>{' '}
                  {told(entries, step.entry, names)}
                  <div class="belief-moved">
                    <MovedWords moved={movedApart(step, belief.suspects)} bands={bands} />
                  </div>
                </>
              )}{' '}
              <Uncertainty belief={belief} index={index} />
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
