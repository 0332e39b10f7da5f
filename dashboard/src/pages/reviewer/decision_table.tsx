// What each option was worth at a decision: expected on what was known then, and in truth, with
// what a rollback would have had to know.
import { formatCount, formatRatio } from '../../base/format';
import { CourseMark } from '../../widgets/course_mark';
import { courseTitle } from '../../widgets/names';
import { type Column, Table } from '../../widgets/table';
import type { Decision, Interval, OptionValue, SafetyAnswer } from '../../wire/types';
import { questionWords, verdictWords } from './verdict';

export interface DecisionTableProps {
  decision: Decision;
  covered: boolean; // the truth is
}

export function DecisionTable({ decision, covered }: DecisionTableProps) {
  const words = covered ? null : verdictWords(decision.verdict);
  return (
    <>
      {words && (
        <p class="verdict">
          <span class={`tag ${words.tone}-tag`}>{words.title}</span> {words.says}
        </p>
      )}
      {decision.values.length > 0 && <Options values={decision.values} covered={covered} />}
      {!covered && decision.safety.length > 0 && <Safety answers={decision.safety} />}
    </>
  );
}

function Options({ values, covered }: { values: readonly OptionValue[]; covered: boolean }) {
  const shown = values.flatMap(({ expected, truth }) => (covered ? [expected] : [expected, truth]));
  const most = Math.max(1, ...shown.map(({ high, mean }) => Math.max(high, mean)));
  const harm = (value: Interval) => <HarmCell value={value} most={most} />;
  const columns: Column<OptionValue>[] = [
    {
      key: 'option',
      title: 'Option',
      cell: ({ id }) => (
        <span class="option-name">
          {courseTitle(id)}
          <CourseMark id={id} />
        </span>
      ),
    },
    {
      key: 'expected',
      title: 'Expected then',
      width: '28%',
      cell: (row) => harm(row.expected),
    },
  ];
  if (!covered) {
    columns.push(
      { key: 'truth', title: 'In truth', width: '28%', cell: (row) => harm(row.truth) },
      { key: 'recovered', title: 'Recovers', number: true, cell: (row) => chance(row.recovered) },
    );
  }
  return (
    <div class="decision-values">
      <Table
        label="What each option was worth"
        columns={columns}
        rows={values}
        rowKey={(row) => row.id}
        rowClass={(row) => (row.id === 'this' ? 'selected' : '')}
      />
      <p class="soft small section-text">
        Harm units by the end, over other seeds than the round’s; bars are the mean and its
        interval.
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
