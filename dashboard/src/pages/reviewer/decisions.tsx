// The decisions: what was known at each, and what else would have come of it.
import type { ComponentChildren } from 'preact';
import { formatCount, formatOffset, formatRatio } from '../../base/format';
import { CourseMark } from '../../widgets/course_mark';
import { type CurveEnd, Curves } from '../../widgets/curves';
import { courseTitle } from '../../widgets/names';
import { sentence, type Names } from '../../widgets/sentence';
import { Empty } from '../../widgets/states';
import type { Course, Decision, Entry, KnownDecision, Scorecard } from '../../wire/types';
import { DecisionTable, OptionsThen } from './decision_table';
import { forkOf } from './fork_of';
import { verdictWords } from './verdict';

export interface DecisionsProps {
  acts: readonly Entry[]; // that may be shown
  card: Scorecard | null; // null: not computed, or covered
  decisions: readonly KnownDecision[]; // what may be told of them while covered, too
  rowsAtRisk: boolean; // the incident has data that a decision could have counted
  names: Names;
  current: number | null; // seq of the entry under the playhead
  onEntry: (seq: number) => void;
}

export function Decisions(props: DecisionsProps) {
  const { acts, card, rowsAtRisk, names, current, onEntry } = props;
  if (acts.length === 0 && !card) {
    return <Empty title="Nothing was done that changes the state of the system." />;
  }
  const decisions = new Map((card?.decisions ?? []).map((one) => [one.entry, one]));
  const chosen = chosenAct(acts, current);
  const fork = forkOf(card?.decisions ?? [], chosen?.seq ?? null);
  const known = card ? null : forkOf(props.decisions, chosen?.seq ?? null);
  return (
    <>
      <ol class="decisions">
        {acts.map((act) => (
          <DecisionRow
            key={act.seq}
            act={act}
            decision={decisions.get(act.seq)}
            rowsAtRisk={rowsAtRisk}
            names={names}
            chosen={act.seq === chosen?.seq}
            onEntry={onEntry}
          >
            {fork && <FromHere decision={fork} act={act} />}
            {known && <Known decision={known} act={act} />}
          </DecisionRow>
        ))}
      </ol>
      {!card && (
        <Empty title="What else would have happened is shown once your rating is locked." />
      )}
      {card && !fork && <WholeRound courses={card.courses} />}
    </>
  );
}

// The act under the playhead, or the last one before it.
export function chosenAct(acts: readonly Entry[], current: number | null): Entry | null {
  if (current === null) return null;
  return acts.filter((act) => act.seq <= current).at(-1) ?? null;
}

interface DecisionRowProps {
  act: Entry;
  decision: Decision | undefined;
  rowsAtRisk: boolean;
  names: Names;
  chosen: boolean;
  onEntry: (seq: number) => void;
  children: ComponentChildren; // below it, when it is chosen
}

function DecisionRow(props: DecisionRowProps) {
  const { act, decision, rowsAtRisk, names, chosen, onEntry, children } = props;
  const { text, detail } = sentence(act, names);
  return (
    <li class={chosen ? 'decision chosen' : 'decision'} aria-current={chosen ? 'step' : undefined}>
      <button type="button" class="feed-row decision-row" onClick={() => onEntry(act.seq)}>
        <span class="mono feed-time">{formatOffset(act.time_ns)}</span>
        <span>
          <b>{text}</b>
          {detail && <span class="feed-detail">{detail}</span>}
          {decision && <Checks decision={decision} rowsAtRisk={rowsAtRisk} />}
        </span>
      </button>
      {chosen && children}
    </li>
  );
}

function Checks({ decision, rowsAtRisk }: { decision: Decision; rowsAtRisk: boolean }) {
  const words = verdictWords(decision.verdict);
  return (
    <span class="checks">
      {words && (
        <span class={`tag ${words.tone}-tag`} title={words.says}>
          {words.title}
        </span>
      )}
      {rowsAtRisk && (
        <Check
          holds={decision.data_checked}
          yes="rows were counted before"
          no="rows were not counted"
        />
      )}
      <Check
        holds={decision.change_opened}
        yes="the change was opened before"
        no="the change was not opened"
      />
      {decision.unreadable_share > 0 && (
        <span class="tag alarm-tag">
          target cannot read {formatRatio(decision.unreadable_share)} of what is read
        </span>
      )}
    </span>
  );
}

function Check({ holds, yes, no }: { holds: boolean; yes: string; no: string }) {
  return <span class={holds ? 'tag good-tag' : 'tag'}>{holds ? yes : no}</span>;
}

// What could be known of the options at the time, and no more.
function Known({ decision, act }: { decision: KnownDecision; act: Entry }) {
  return (
    <section aria-label="What was known of the options">
      <h3 class="what-if-head">The options at {formatOffset(decision.at_ns)}</h3>
      <PartOf decision={decision} act={act} />
      <OptionsThen values={decision.values} />
    </section>
  );
}

// Acts within a moment of each other are judged as one.
function PartOf({ decision, act }: { decision: KnownDecision; act: Entry }) {
  if (decision.entry === act.seq) return null;
  return (
    <p class="soft small section-text">
      One choice with what was done from {formatOffset(decision.at_ns)} on, and judged with it.
    </p>
  );
}

function FromHere({ decision, act }: { decision: Decision; act: Entry }) {
  const ends = decision.values.map(({ id, truth }) => ({ id, ...truth }));
  return (
    <section aria-label="What else could have been done here">
      <h3 class="what-if-head">From {formatOffset(decision.at_ns)} on</h3>
      <PartOf decision={decision} act={act} />
      <DecisionTable decision={decision} />
      <CourseCurves courses={decision.from_here} strong="this" atNs={decision.at_ns} ends={ends} />
      <CourseList courses={decision.from_here} />
    </section>
  );
}

function WholeRound({ courses }: { courses: readonly Course[] }) {
  return (
    <section aria-label="The whole round">
      <h3 class="what-if-head">The whole round</h3>
      <CourseCurves courses={courses} strong="candidate" atNs={0} />
      <CourseList courses={courses} />
    </section>
  );
}

interface CourseCurvesProps {
  courses: readonly Course[];
  strong: string;
  atNs: number;
  ends?: readonly CurveEnd[]; // of the harm
}

function CourseCurves({ courses, strong, atNs, ends = [] }: CourseCurvesProps) {
  const curve = (values: (course: Course) => (number | null)[]) =>
    courses.map((course) => ({
      id: course.id,
      label: courseTitle(course.id),
      times_ns: course.times_ns,
      values: values(course),
    }));
  return (
    <>
      <Curves
        title="Harm units, added up"
        unit=""
        curves={curve((course) => course.harm_curve)}
        strong={strong}
        atNs={atNs}
        ends={ends}
      />
      <Curves
        title="Share of users’ requests that fail"
        unit="ratio"
        curves={curve((course) => course.error_curve)}
        strong={strong}
        atNs={atNs}
      />
    </>
  );
}

// Their names say it all.
const kPlain = new Set(['nothing', 'candidate']);

function CourseList({ courses }: { courses: readonly Course[] }) {
  return (
    <ul class="course-list">
      {courses.map((course) => (
        <li key={course.id}>
          <CourseMark id={course.id} />
          <b>{courseTitle(course.id)}</b>{' '}
          {!kPlain.has(course.id) && <span class="soft">{course.text}</span>}
          <span class="course-end">
            {formatCount(course.harm_units)} <span class="soft">harm units,</span>{' '}
            {course.restored_ns === null ? (
              <span class="soft">never restored</span>
            ) : (
              <span class="soft">restored at {formatOffset(course.restored_ns)}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
