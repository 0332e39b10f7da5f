// The words for a round's ids, for sentences about its entries.
import type { TruthView } from '../wire/truth';
import type { Opening } from '../wire/types';
import type { Names } from './sentence';

export function namesOf(opening: Opening, truth: TruthView | null): Names {
  const { scenario } = opening;
  const script = truth?.script;
  return {
    actions: new Map(scenario.actions.map(({ id, label }) => [id, label])),
    metrics: new Map(opening.metrics_catalogue.map(({ name, title }) => [name, title])),
    runbooks: new Map(scenario.runbooks.map(({ id, title }) => [id, title])),
    questions: new Map(
      scenario.people.flatMap(({ name, questions }) =>
        questions.map(({ id, ask }) => [`${name}/${id}`, ask] as const),
      ),
    ),
    hints: script?.hints.map(({ text }) => text) ?? [],
    asked: new Map(
      [...(script?.followups ?? []), ...(script?.pushback ?? [])].map(({ id, ask }) => [id, ask]),
    ),
  };
}

const kHarm: Record<string, { title: string; unit: string }> = {
  failed_requests: { title: 'Failed requests', unit: 'requests' },
  late_requests: { title: 'Late requests', unit: 'requests' },
  wrong_rows: { title: 'Rows nobody can read', unit: 'rows' },
  wrong_effects: { title: 'Wrong effects', unit: 'effects' },
  late_messages: { title: 'Late messages', unit: 'messages' },
  dead_messages: { title: 'Dead messages', unit: 'messages' },
  lost_rows: { title: 'Lost rows', unit: 'rows' },
};

// Kinds of harm come as counts (failed_requests) or as the scenario's weights (failed_request).
export function harmTitle(kind: string): string {
  return kHarm[kind]?.title ?? kHarm[`${kind}s`]?.title ?? kind.replaceAll('_', ' ');
}

// In the order that people ask for: users first, then data, then what follows.
export function harmOrder(a: string, b: string): number {
  const kinds = Object.keys(kHarm);
  const place = (kind: string) => {
    const found = kinds.findIndex((known) => known === kind || known === `${kind}s`);
    return found < 0 ? kinds.length : found;
  };
  return place(a) - place(b);
}

export function harmUnit(kind: string): string {
  return kHarm[kind]?.unit ?? kHarm[`${kind}s`]?.unit ?? '';
}

// What is counted, where the title does not say it: "Failed requests" needs no "requests".
export function unitBeside(kind: string, unit: string): string {
  return harmTitle(kind).toLowerCase().includes(unit.toLowerCase()) ? '' : unit;
}

// As on the card.
const kCourses: Record<string, string> = {
  candidate: 'What was done',
  this: 'This choice',
  nothing: 'Nothing',
  roll_back: 'Roll back',
  fix_forward: 'Fix forward',
  best: 'Best known',
};

export function courseTitle(id: string): string {
  return kCourses[id] ?? id.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}

export interface CourseLine {
  colour: string;
  dash: string; // of SVG; 'none': drawn through
}

// Of the series' colours those that stay apart for every eye, and a pattern each. In the order they
// are painted: the more broken a line the later, so that lines on one another all show.
const kCourseLines: Record<string, CourseLine> = {
  candidate: { colour: '--text', dash: 'none' },
  this: { colour: '--text', dash: 'none' },
  best: { colour: '--series-3', dash: '12 3' },
  fix_forward: { colour: '--series-4', dash: '9 3 2 3' },
  roll_back: { colour: '--series-1', dash: '6 4' },
  nothing: { colour: '--series-7', dash: '2 4' },
};

// The same course is the same line in every chart.
export function courseLine(id: string): CourseLine {
  return kCourseLines[id] ?? { colour: '--series-5', dash: '4 2' };
}

export function inPaintOrder<T extends { id: string }>(courses: readonly T[]): T[] {
  const ids = Object.keys(kCourseLines);
  return [...courses].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
