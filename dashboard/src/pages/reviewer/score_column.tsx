// Right: the score. Process and outcome stand apart, every point leads to its entries, and what was
// not observed is not a zero.
import { Fragment } from 'preact';
import {
  formatCount,
  formatDuration,
  formatOffset,
  formatRatio,
  kMinute,
  kSecond,
  significant,
} from '../../base/format';
import type { Round } from '../../state/round';
import { Button } from '../../widgets/button';
import { howFar } from '../../widgets/sentence';
import { Failed } from '../../widgets/states';
import { dimensionTitle, kDimensions } from '../../widgets/rubric';
import { type Column, Table } from '../../widgets/table';
import { Section } from '../../widgets/world_state';
import type { Course, Estimate, Finding, Scorecard } from '../../wire/types';
import { EntryLink } from './entry_link';
import { Harm } from './harm';
import type { ScoreHandle } from './use_score';

interface Shared {
  times: ReadonlyMap<number, number>; // of the entries
  onEntry: (seq: number) => void;
}

export interface ScoreColumnProps extends Shared {
  round: Round;
  score: ScoreHandle;
}

export function ScoreColumn({ round, score, times, onEntry }: ScoreColumnProps) {
  const { card, progress, error } = score.state.value;
  const running = round.state.value !== 'finished';
  return (
    <>
      {progress !== null && (
        <div class="score-progress" role="status">
          <span class="soft">Playing out what else could have happened …</span>
          <progress value={progress} aria-label="Score, progress" />
        </div>
      )}
      {error && <Failed error={error} onRetry={score.again} />}
      {card && <Score card={card} times={times} onEntry={onEntry} />}
      {card && running && (
        <p class="section-text soft">
          So far: the round goes on.{' '}
          <Button kind="quiet" onClick={score.again}>
            Compute again
          </Button>
        </p>
      )}
    </>
  );
}

function Score({ card, times, onEntry }: Shared & { card: Scorecard }) {
  return (
    <>
      <div class="score-heads">
        <Head title="Process" score={card.process.score} says="how they went about it" />
        <Head title="Outcome" score={card.outcome.score} says={outcomeWords(card.courses)} />
      </div>
      <Section title="Milestones">
        <Milestones card={card} onEntry={onEntry} />
      </Section>
      <Section title="Dimensions and findings" aside="process only, of 100">
        {kDimensions.map(({ id }) => (
          <DimensionFindings key={id} id={id} card={card} times={times} onEntry={onEntry} />
        ))}
      </Section>
      <Criteria findings={card.findings} />
      {card.estimates.length > 0 && (
        <Section title="Estimates against the truth">
          <Estimates estimates={card.estimates} times={times} onEntry={onEntry} />
        </Section>
      )}
      <Section title="Harm by the end" aside="repaired rows are taken off">
        <Harm courses={card.courses} />
      </Section>
    </>
  );
}

// The bar is the best of what the scenario lists; who does better has found something.
function outcomeWords(courses: readonly Course[]): string {
  const own = courses.find(({ id }) => id === 'candidate');
  const listed = courses.filter(({ id }) => id !== 'candidate');
  const better = own && listed.every(({ harm_units }) => own.harm_units < harm_units);
  return better
    ? 'less harm than the best known course: counted as 100'
    : '100 is the best known course, 0 doing nothing or worse';
}

function Head({ title, score, says }: { title: string; score: number; says: string }) {
  return (
    <div>
      <span class="soft">{title}</span>
      <span>
        <b class="score-number">{Math.round(score * 100)}</b> <span class="soft">of 100</span>
      </span>
      <span class="soft small">{says}</span>
    </div>
  );
}

const kMilestones: Record<string, string> = {
  acknowledge: 'Acknowledged',
  hypothesis: 'Right cause',
  mitigate: 'Mitigated',
  restore: 'Restored',
  resolved: 'Said resolved',
};

function Milestones({ card, onEntry }: { card: Scorecard; onEntry: Shared['onEntry'] }) {
  const { changes, failed, entries: failures } = card.change_failure;
  return (
    <ul class="milestones">
      {card.milestones.map(({ name, at_ns, entries }) => {
        const seq = entries[0];
        return (
          <li key={name}>
            <span class="grow">{kMilestones[name] ?? name}</span>
            {at_ns === null ? (
              <span class="soft">never</span>
            ) : seq === undefined ? (
              <span class="mono">{formatOffset(at_ns)}</span>
            ) : (
              <EntryLink seq={seq} onEntry={onEntry}>
                {formatOffset(at_ns)}
              </EntryLink>
            )}
          </li>
        );
      })}
      {changes > 0 && (
        <li title="Change failure (DORA): of the plans compared from their moment, those that did more harm than doing nothing.">
          <span class="grow">Changes that made it worse</span>
          <span class="mono">
            {failed} of {changes}
          </span>
          {failures.map((seq) => (
            <EntryLink key={seq} seq={seq} onEntry={onEntry}>
              #{seq}
            </EntryLink>
          ))}
        </li>
      )}
    </ul>
  );
}

function DimensionFindings({ id, card, times, onEntry }: Shared & { id: string; card: Scorecard }) {
  const dimension = card.process.dimensions.find((one) => one.dimension === id);
  const findings = card.findings.filter((finding) => finding.dimension === id);
  return (
    <div class="score-dimension">
      <header>
        <b class="grow">{dimensionTitle(id)}</b>
        {dimension && <span class="soft small">weight {formatRatio(dimension.weight)}</span>}
        {dimension?.observed ? (
          <b class="number score-points">{Math.round(dimension.score * 100)}</b>
        ) : (
          <span class="soft score-points">not observed</span>
        )}
      </header>
      <ul>
        {findings.map((finding) => (
          <FindingRow key={finding.criterion} finding={finding} times={times} onEntry={onEntry} />
        ))}
      </ul>
    </div>
  );
}

function FindingRow({ finding, times, onEntry }: Shared & { finding: Finding }) {
  const { criterion, name, text, points, of, observed, entries } = finding;
  return (
    <li class={observed ? 'finding' : 'finding faint'}>
      <span class="finding-points number">
        {observed ? `${Number(points.toFixed(2))} / ${significant(of)}` : '–'}
      </span>
      <span class="grow">
        <b>{criterionTitle(name)}</b> {text}
        {!observed && ' (not observed)'}{' '}
        {entries.map((seq) => (
          <EntryLink key={seq} seq={seq} onEntry={onEntry}>
            {times.has(seq) ? formatOffset(times.get(seq) ?? 0) : `#${seq}`}
          </EntryLink>
        ))}
      </span>
      <span class="faint small">{criterion}</span>
    </li>
  );
}

// "data_state_checked" -> "Data state checked".
function criterionTitle(name: string): string {
  return name.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}

// The codes by number: S1, S2, S10, then those of other sources.
function byCode(a: Finding, b: Finding): number {
  const letter = (code: string) => (code.startsWith('S') ? '' : code.charAt(0));
  const rank = letter(a.criterion).localeCompare(letter(b.criterion));
  return rank || Number(a.criterion.slice(1)) - Number(b.criterion.slice(1));
}

function Criteria({ findings }: { findings: readonly Finding[] }) {
  return (
    <details class="criteria">
      <summary>Criteria by their codes</summary>
      <dl>
        {[...findings].sort(byCode).map(({ criterion, name, dimension, weight, observed }) => (
          <Fragment key={criterion}>
            <dt class="soft">{criterion}</dt>
            <dd>
              {criterionTitle(name)}{' '}
              <span class="soft small">
                {dimensionTitle(dimension)}
                {weight !== 1 && `, counts ${significant(weight)} times`}
                {!observed && ', not observed'}
              </span>
            </dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

// `since` is in seconds before the estimate was said.
function quantity({ quantity: of }: Estimate, value: number): string {
  if (of === 'failing_ratio') return formatRatio(value);
  return of === 'since' ? `${formatDuration(value * kSecond)} before` : formatCount(value);
}

function difference({ quantity: of, said, truth }: Estimate): string {
  if (of !== 'since') return howFar(said, truth);
  const early = (said - truth) * kSecond;
  if (Math.abs(early) < kMinute) return 'as it was';
  return `${formatDuration(Math.abs(early))} too ${early > 0 ? 'early' : 'late'}`;
}

function Estimates({ estimates, times, onEntry }: Shared & { estimates: readonly Estimate[] }) {
  const columns: Column<Estimate>[] = [
    {
      key: 'at',
      title: 'Said',
      cell: ({ entry }) => (
        <EntryLink seq={entry} onEntry={onEntry}>
          {formatOffset(times.get(entry) ?? 0)}
        </EntryLink>
      ),
    },
    { key: 'of', title: 'Of', cell: (row) => row.quantity.replaceAll('_', ' ') },
    { key: 'said', title: 'Estimate', number: true, cell: (row) => quantity(row, row.said) },
    { key: 'truth', title: 'Truth', number: true, cell: (row) => quantity(row, row.truth) },
    { key: 'far', title: 'So it was', cell: difference },
  ];
  return (
    <Table
      label="Estimates against the truth"
      columns={columns}
      rows={estimates}
      rowKey={(row) => `${row.entry}/${row.quantity}`}
    />
  );
}
