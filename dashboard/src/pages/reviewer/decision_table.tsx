// What each option was worth at a decision: expected on what was known then, and in truth, with
// what a rollback would have had to know.
import type { ComponentChildren } from 'preact';
import { formatCount, formatRatio } from '../../base/format';
import { CourseMark } from '../../widgets/course_mark';
import { courseTitle } from '../../widgets/names';
import { type Column, Table } from '../../widgets/table';
import type {
  Decision,
  Interval,
  KnownDecision,
  OptionValue,
  SafetyAnswer,
} from '../../wire/types';
import { beatsTheList, questionWords, verdictWords } from './verdict';

export function DecisionTable({ decision }: { decision: Decision }) {
  const words = verdictWords(decision.verdict);
  return (
    <>
      {words && (
        <p class="verdict">
          <span class={`tag ${words.tone}-tag`}>{words.title}</span> {words.says}
        </p>
      )}
      {decision.values.length > 0 && <Options values={decision.values} />}
      {decision.safety.length > 0 && <Safety answers={decision.safety} />}
    </>
  );
}

const kOption: Column<{ id: string }> = {
  key: 'option',
  title: 'Option',
  cell: ({ id }) => (
    <span class="option-name">
      {courseTitle(id)}
      <CourseMark id={id} />
    </span>
  ),
};

function Options({ values }: { values: readonly OptionValue[] }) {
  const most = mostOf(values.flatMap(({ expected, truth }) => [expected, truth]));
  const harm = (value: Interval) => <HarmCell value={value} most={most} />;
  return (
    <OptionsTable
      values={values}
      columns={[
        kOption,
        {
          key: 'expected',
          title: 'Expected then',
          width: '28%',
          cell: (row) => harm(row.expected),
        },
        { key: 'truth', title: 'In truth', width: '28%', cell: (row) => harm(row.truth) },
        { key: 'recovered', title: 'Recovers', number: true, cell: (row) => chance(row.recovered) },
      ]}
    >
      {beatsTheList(values) && (
        <p class="small section-text">
          This choice did less harm than every option that the scenario lists.
        </p>
      )}
    </OptionsTable>
  );
}

// What was to be expected of each, while the rest is covered.
export function OptionsThen({ values }: Pick<KnownDecision, 'values'>) {
  const most = mostOf(values.map(({ expected }) => expected));
  return (
    <OptionsTable
      values={values}
      columns={[
        kOption,
        {
          key: 'expected',
          title: 'Expected then',
          width: '55%',
          cell: (row) => <HarmCell value={row.expected} most={most} />,
        },
      ]}
    />
  );
}

function mostOf(intervals: readonly Interval[]): number {
  return Math.max(1, ...intervals.map(({ high, mean }) => Math.max(high, mean)));
}

interface OptionsTableProps<Row> {
  values: readonly Row[];
  columns: readonly Column<Row>[];
  children?: ComponentChildren;
}

function OptionsTable<Row extends { id: string }>(props: OptionsTableProps<Row>) {
  const { values, columns, children } = props;
  return (
    <div class="decision-values">
      <Table
        label="What each option was worth"
        columns={columns}
        rows={values}
        rowKey={(row) => row.id}
        rowClass={(row) => (row.id === 'this' ? 'selected' : '')}
      />
      {children}
      <p class="soft small section-text">
        Harm units by the end, under other lucks than the round’s: the bar is the mean, the whisker
        its 95 % interval.{' '}
        {values.some(({ id }) => id === 'this') &&
          'This choice: what was done here, and nothing after it. '}
        Best known: the least harmful course that the scenario lists, begun here; there can be
        better ones.
      </p>
    </div>
  );
}

function HarmCell({ value, most }: { value: Interval; most: number }) {
  const share = (harm: number) => `${Math.min(100, Math.max(0, (harm / most) * 100)).toFixed(1)}%`;
  const { mean, low, high } = value;
  const between = `${formatCount(low)} to ${formatCount(high)}`;
  return (
    <span class="harm-cell" title={between}>
      <span>
        {formatCount(mean)} <span class="only-read-aloud">between {between}</span>
      </span>
      <svg width="100%" height="10" aria-hidden="true">
        <line class="harm-base" x1="0" x2="100%" y1="5" y2="5" />
        <line class="harm-mean" x1="0" x2={share(mean)} y1="5" y2="5" />
        <line class="harm-interval" x1={share(low)} x2={share(high)} y1="5" y2="5" />
        <line class="harm-interval" x1={share(low)} x2={share(low)} y1="1" y2="9" />
        <line class="harm-interval" x1={share(high)} x2={share(high)} y1="1" y2="9" />
      </svg>
    </span>
  );
}

function chance({ mean, low, high }: Interval) {
  const whole = (share: number) => Math.round(share * 100);
  return (
    <span class="nowrap">
      {formatRatio(whole(mean) / 100)}
      <span class="soft small harm-money">
        {whole(low)} to {whole(high)}
      </span>
    </span>
  );
}

function Safety({ answers }: { answers: readonly SafetyAnswer[] }) {
  return (
    <section class="safety" aria-label="Before going back">
      <h4>Before going back</h4>
      <ul>
        {answers.map((answer) => (
          <li key={answer.question}>
            <span class="soft">{questionWords(answer)}</span>
            <span>{answer.text}</span>
            <span class="checks">
              <span class={answer.unsafe ? 'tag alarm-tag' : 'tag good-tag'}>
                {answer.unsafe ? 'speaks against it' : 'nothing against it'}
              </span>
              <span class={answer.looked ? 'tag good-tag' : 'tag'}>
                {answer.looked ? 'they had looked' : 'they had not looked'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
