// How far those who rate a scenario's rounds agree, what waits for a third person, who drifts, and
// how rounds with hints compare.
import { useEffect, useState } from 'preact/hooks';
import { explain, type Failure } from '../../base/result';
import { Select } from '../../widgets/field';
import { dimensionTitle } from '../../widgets/rubric';
import { Empty, Loading } from '../../widgets/states';
import { type Column, Table } from '../../widgets/table';
import type { OperatorClient } from '../../wire/client';
import type { Agreement, DimensionAgreement, Drift, WaitingRound } from '../../wire/ratings';
import type { RoundRow, ScenarioRow } from '../../wire/types';
import {
  alphaWords,
  driftWords,
  iccWords,
  kDriftRounds,
  signedPoints,
  withLimits,
} from './agreement_words';
import { day, shortId } from './round_words';

const kAskMs = 300;

export interface AgreementViewProps {
  client: OperatorClient;
  scenarios: readonly ScenarioRow[];
  rounds: readonly RoundRow[];
}

export function AgreementView({ client, scenarios, rounds }: AgreementViewProps) {
  const finished = (id: string) =>
    rounds.filter((round) => round.scenario === id && round.state === 'finished').length;
  const byRounds = [...scenarios].sort((a, b) => finished(b.id) - finished(a.id));
  const [chosen, setChosen] = useState(byRounds[0]?.id ?? '');
  const [found, setFound] = useState<Agreement | null>(null);
  const [error, setError] = useState<Failure | null>(null);

  useEffect(() => {
    let left = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const answer = await client.agreement(chosen);
      if (left) return;
      if (!answer.ok) setError(answer.error);
      else if ('agreement' in answer.value) setFound(answer.value.agreement);
      else timer = window.setTimeout(() => void ask(), kAskMs);
    }
    setFound(null);
    setError(null);
    if (chosen !== '') void ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [chosen]);

  if (scenarios.length === 0) return null;
  return (
    <section class="stack" aria-label="Agreement">
      <h2>Agreement</h2>
      <div class="agreement-scenario">
        <Select
          label="Of the finished rounds of"
          value={chosen}
          options={byRounds.map((one) => ({
            value: one.id,
            label: `${one.title} (${finished(one.id)})`,
          }))}
          onChange={setChosen}
        />
      </div>
      {error && (
        <p class="refused" role="alert">
          {explain(error)}
        </p>
      )}
      {found ? <Found found={found} /> : !error && <Loading what="Reading the ratings" />}
    </section>
  );
}

function Found({ found }: { found: Agreement }) {
  if (found.rounds === 0) {
    return <Empty title="No finished round has locked ratings yet." />;
  }
  return (
    <>
      <Dimensions dimensions={found.dimensions} />
      <p class="small soft">
        {found.rounds} {found.rounds === 1 ? 'round' : 'rounds'} with locked ratings. ICC(2,1) is
        the reliability of one rater, ICC(2,k) of the mean of those who rated the same rounds:
        two-way random, absolute agreement. α is Krippendorff’s, ordinal, over all ratings. In
        brackets 95 % intervals; the words are those of Koo and Li (2016), judged on the interval.
      </p>
      <div class="agreement-pair">
        <div class="stack">
          <h3>Waits for a third rater</h3>
          <Waiting rounds={found.third_rater} />
        </div>
        <div class="stack">
          <h3>Drift</h3>
          <DriftTable drift={found.drift} />
        </div>
        <div class="stack">
          <h3>Hints</h3>
          <Hints found={found} />
        </div>
      </div>
    </>
  );
}

function Dimensions({ dimensions }: { dimensions: readonly DimensionAgreement[] }) {
  const columns: Column<DimensionAgreement>[] = [
    { key: 'dimension', title: 'Dimension', cell: (row) => dimensionTitle(row.dimension) },
    {
      key: 'single',
      title: 'ICC(2,1)',
      cell: ({ icc }) => (icc ? withLimits(icc.single, icc.single_limits) : '–'),
    },
    {
      key: 'words',
      title: 'One rater is',
      cell: ({ icc }) => (icc ? iccWords(icc.single_limits) : 'too few rounds to say'),
    },
    {
      key: 'mean',
      title: 'ICC(2,k)',
      cell: ({ icc }) => (icc ? withLimits(icc.mean, icc.mean_limits) : '–'),
    },
    {
      key: 'of',
      title: 'Of',
      cell: ({ icc }) => (icc ? `${icc.raters.join(', ')}: ${icc.rounds} rounds` : ''),
    },
    {
      key: 'alpha',
      title: 'α',
      cell: ({ alpha }) => (alpha ? withLimits(alpha.alpha, alpha.limits) : '–'),
    },
    {
      key: 'alpha-words',
      title: 'The ratings are',
      cell: ({ alpha }) => alphaWords(alpha?.limits ?? null),
    },
  ];
  return (
    <Table
      label="Agreement by dimension"
      columns={columns}
      rows={dimensions}
      rowKey={(row) => row.dimension}
    />
  );
}

function Waiting({ rounds }: { rounds: readonly WaitingRound[] }) {
  const columns: Column<WaitingRound>[] = [
    { key: 'made', title: 'Made', cell: (row) => <time>{day(row.created_ms)}</time> },
    { key: 'id', title: 'Round', cell: (row) => <span class="mono">{shortId(row.id)}</span> },
    { key: 'level', title: 'Level', cell: (row) => row.level },
    { key: 'open', title: 'Link', cell: (row) => <a href={row.reviewer}>Rate it</a> },
  ];
  return (
    <Table
      label="Rounds that wait for a third rater, oldest first"
      columns={columns}
      rows={rounds}
      rowKey={(row) => row.id}
      empty="Nobody is two points apart."
    />
  );
}

function DriftTable({ drift }: { drift: readonly Drift[] }) {
  const columns: Column<Drift>[] = [
    { key: 'rater', title: 'Rater', cell: (row) => row.rater },
    { key: 'rounds', title: 'Rounds', number: true, cell: (row) => row.rounds },
    { key: 'words', title: 'In points', cell: driftWords },
    {
      key: 'months',
      title: 'By month',
      cell: ({ rounds, months }) => (
        <span class="mono small">
          {rounds >= kDriftRounds &&
            months.map((one) => `${one.month} ${signedPoints(one.difference)}`).join('  ')}
        </span>
      ),
    },
  ];
  return (
    <Table
      label="Raters against the others of their rounds"
      columns={columns}
      rows={drift}
      rowKey={(row) => row.rater}
      empty="No round has been rated by two people."
    />
  );
}

function Hints({ found }: { found: Agreement }) {
  const rows = [
    { kind: 'Without hints', ...found.without_hints },
    { kind: 'With hints', ...found.with_hints },
  ];
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'kind', title: 'Rounds', cell: (row) => row.kind },
    { key: 'rounds', title: 'How many', number: true, cell: (row) => row.rounds },
    {
      key: 'mean',
      title: 'Mean rating',
      number: true,
      cell: (row) => row.mean?.toFixed(1) ?? '–',
    },
  ];
  return (
    <Table
      label="Ratings with and without hints"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.kind}
    />
  );
}
