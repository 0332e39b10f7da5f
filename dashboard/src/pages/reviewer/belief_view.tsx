// Belief in words: under the timeline what one step did, and in the column all of them.
import { formatOffset, formatRatio } from '../../base/format';
import { type Band, bandsOf, stepAt } from '../../widgets/belief_layout';
import { BeliefSwatch } from '../../widgets/belief_swatch';
import {
  type Moved,
  movedApart,
  openAfter,
  openBefore,
  rowsOfSteps,
  type StepRow,
} from '../../widgets/belief_words';
import { inOneLine, type Names } from '../../widgets/sentence';
import { Empty } from '../../widgets/states';
import { Section } from '../../widgets/world_state';
import type { Belief, BeliefStep, Entry } from '../../wire/types';
import './belief.css';
import type { Stop } from './playback';

interface Shared {
  belief: Belief;
  covered: boolean; // suspects are letters
  entries: readonly Entry[];
  names: Names;
  onStop: (stop: Stop) => void;
}

const kNamesLater = 'names come when your rating is locked';

function told(entries: readonly Entry[], seq: number, names: Names): string {
  const entry = entries.find((one) => one.seq === seq);
  return entry ? inOneLine(entry, names) : '';
}

function StepLink({ step, onStop }: { step: BeliefStep; onStop: Shared['onStop'] }) {
  return (
    <button
      type="button"
      class="entry-link mono"
      onClick={() => onStop(step)}
      title={`Entry ${step.entry}`}
    >
      {formatOffset(step.at_ns)}
    </button>
  );
}

function Suspected({ bands, id }: { bands: readonly Band[]; id: string }) {
  const band = bands.find(({ suspect }) => suspect.id === id);
  return band ? (
    <span title={band.suspect.about}>
      <BeliefSwatch band={band} />
      <span class="only-read-aloud">{band.suspect.about}</span>
    </span>
  ) : null;
}

function MovedWords({ moved, bands }: { moved: Moved | null; bands: readonly Band[] }) {
  if (!moved) return null;
  return (
    <span class="belief-moved">
      made <Suspected bands={bands} id={moved.toward.id} /> <b>{moved.times} times</b> as likely,
      compared with <Suspected bands={bands} id={moved.away.id} />
    </span>
  );
}

const kOpenMeans = 'As uncertain as between that many equally likely causes, before and after';

function Uncertainty({ belief, index }: { belief: Belief; index: number }) {
  const before = openBefore(belief.steps, index);
  const after = openAfter(belief.steps, index);
  if (index > 0 && before === after) return null;
  return (
    <span class="soft nowrap" title={kOpenMeans}>
      {index === 0 ? after : `${before} → ${after}`} causes open
    </span>
  );
}

// Under the timeline: who is who, and what the step under the pointer or the playhead did.
export function BeliefLine({ index, ...shared }: Shared & { index: number | null }) {
  const { belief, covered } = shared;
  const bands = bandsOf(belief.suspects);
  return (
    <section class="belief-line" aria-label="Belief, step by step">
      <ul class="belief-legend" aria-label="Suspects">
        {bands.map((band) => (
          <li key={band.suspect.id} title={band.suspect.about}>
            <BeliefSwatch band={band} />
            {band.suspect.cause && <b class="belief-cause">the cause</b>}
            {!covered && <span class="clip">{band.suspect.about}</span>}
          </li>
        ))}
        {covered && <li class="soft">{kNamesLater}</li>}
      </ul>
      <div class="belief-told">
        {index === null ? (
          <span class="soft">Nothing has been looked at yet.</span>
        ) : (
          <StepTold {...shared} index={index} bands={bands} />
        )}
        <span class="grow" />
        <BeliefKeys />
      </div>
    </section>
  );
}

function BeliefKeys() {
  return (
    <span class="faint small nowrap">
      <kbd>[</kbd> <kbd>]</kbd> by what moved belief
    </span>
  );
}

// In its place while it is computed: as high, so that nothing jumps when it comes.
export function BeliefLineWaits({ progress, asked }: { progress: number; asked: boolean }) {
  return (
    <section class="belief-line waits" aria-label="Belief, step by step">
      <div class="belief-told" role="status">
        <span class={asked ? '' : 'soft'}>
          Belief is being computed, {formatRatio(Math.round(progress * 100) / 100)} done.{' '}
          {asked && <b>[ and ] work once it is here.</b>}
        </span>
        <span class="grow" />
        <BeliefKeys />
      </div>
    </section>
  );
}

interface StepToldProps extends Shared {
  index: number;
  bands: readonly Band[];
}

function StepTold({ belief, entries, names, onStop, index, bands }: StepToldProps) {
  const step = belief.steps[index];
  if (!step) return null;
  if (step.entry === 0) {
    return (
      <span class="soft" title={kOpenMeans}>
        Before anything was looked at: {openAfter(belief.steps, index)} causes open
      </span>
    );
  }
  const row = rowsOfSteps(belief.steps).find(({ from, to }) => from <= index && index <= to);
  return (
    <>
      <StepLink step={step} onStop={onStop} />
      <span class="clip belief-entry">{told(entries, step.entry, names)}</span>
      {row?.moved ? (
        <>
          <MovedWords moved={movedApart(step, belief.suspects)} bands={bands} />
          <Uncertainty belief={belief} index={index} />
        </>
      ) : (
        <span class="soft">changed no share by 1 % or more</span>
      )}
    </>
  );
}

export interface BeliefColumnProps extends Omit<Shared, 'belief'> {
  belief: Belief | null; // null: not computed yet
  time_ns: number;
}

// The whole of it: what is believed at the playhead, and every step on the way.
export function BeliefColumn({ belief, time_ns, ...rest }: BeliefColumnProps) {
  if (!belief) return <Empty title="Belief is being computed." />;
  if (belief.steps.length === 0) {
    return <Empty title="This round’s scenario names no rival causes to weigh." />;
  }
  const bands = bandsOf(belief.suspects);
  const at = stepAt(belief.steps, time_ns);
  return (
    <>
      <Section title={`What was known at ${formatOffset(time_ns)} speaks for`}>
        <Shares bands={bands} step={at === null ? undefined : belief.steps[at]} {...rest} />
        {rest.covered && <p class="section-text soft small">Causes by letter: {kNamesLater}.</p>}
      </Section>
      <Section title="What moved it" aside={`${belief.seeds} runs of each suspect`}>
        <p class="section-text soft small">
          “2 times as likely”: how far a look moved apart the two causes that it moved most. “3.0 →
          1.5 causes open”: as uncertain as between that many equally likely causes, before and
          after.
        </p>
        <ol class="belief-steps">
          {rowsOfSteps(belief.steps).map((row) => (
            <StepRowShown
              key={row.from}
              row={row}
              at={at ?? -1}
              bands={bands}
              belief={belief}
              {...rest}
            />
          ))}
        </ol>
      </Section>
    </>
  );
}

interface SharesProps {
  bands: readonly Band[];
  step: BeliefStep | undefined;
  covered: boolean;
}

function Shares({ bands, step, covered }: SharesProps) {
  return (
    <ul class="belief-shares">
      {bands.map((band) => (
        <li key={band.suspect.id}>
          <BeliefSwatch band={band} />
          <span class="grow">
            {(!covered || band.letter !== band.suspect.about) && band.suspect.about}
            {band.suspect.cause && <b class="belief-cause"> the cause</b>}
          </span>
          <b class="number">
            {formatRatio(Math.round((step?.belief[band.index] ?? 0) * 100) / 100)}
          </b>
        </li>
      ))}
    </ul>
  );
}

interface StepRowProps extends Shared {
  row: StepRow;
  at: number; // index of the step that holds at the playhead
  bands: readonly Band[];
}

function StepRowShown({ row, at, ...shared }: StepRowProps) {
  const chosen = row.from <= at && at <= row.to;
  return (
    <li class={chosen ? 'chosen' : ''} aria-current={chosen ? 'step' : undefined}>
      {row.moved ? (
        <OneStep {...shared} index={row.from} />
      ) : (
        <StillSteps
          {...shared}
          steps={shared.belief.steps.slice(row.from, row.to + 1)}
          held={shared.belief.steps[at] ?? null}
        />
      )}
    </li>
  );
}

type OneStepProps = Shared & { index: number; bands: readonly Band[] };

function OneStep({ belief, entries, names, onStop, index, bands }: OneStepProps) {
  const step = belief.steps[index];
  if (!step) return null;
  if (step.entry === 0) {
    return (
      <>
        <span class="soft">Before anything was looked at</span>{' '}
        <Uncertainty belief={belief} index={index} />
      </>
    );
  }
  return (
    <>
      <StepLink step={step} onStop={onStop} /> {told(entries, step.entry, names)}
      <div>
        <MovedWords moved={movedApart(step, belief.suspects)} bands={bands} />{' '}
        <Uncertainty belief={belief} index={index} />
      </div>
    </>
  );
}

type StillStepsProps = Shared & { steps: readonly BeliefStep[]; held: BeliefStep | null };

// A run of looks that left belief where it was: one line, and each of them on request.
function StillSteps({ steps, held, entries, names, onStop }: StillStepsProps) {
  return (
    <details>
      <summary class="soft">
        {steps.length === 1 ? 'One more, which' : `${steps.length} more, which`} changed no share by
        1 % or more
      </summary>
      <ul>
        {steps.map((step) => (
          <li key={step.entry} class={step === held ? 'chosen' : ''}>
            <StepLink step={step} onStop={onStop} /> {told(entries, step.entry, names)}
          </li>
        ))}
      </ul>
    </details>
  );
}
