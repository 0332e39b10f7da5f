// The round as lanes of marks: what happened in the world, what was looked at, said and done, what
// the interviewer did. Pure.
import { formatRatio } from '../../base/format';
import type { Lane, Mark } from '../../widgets/timeline_lanes';
import { type Names, sentence } from '../../widgets/sentence';
import type { TruthView } from '../../wire/truth';
import type { Entry } from '../../wire/types';

function text(entry: Entry, field: string): string {
  const value = entry.payload[field];
  return typeof value === 'string' ? value : '';
}

// A word or two, for beside the mark; the sentence is in its title.
function shortLabel(entry: Entry, names: Names): string {
  const what = text(entry, 'what');
  switch (entry.kind) {
    case 'say':
      if (what === 'hypothesis') {
        const confidence = Number(entry.payload['confidence'] ?? 0);
        const id = text(entry, 'id') || 'hypothesis';
        return text(entry, 'state') === 'refuted'
          ? `${id} out`
          : `${id} ${formatRatio(confidence)}`;
      }
      return what === 'severity' ? `SEV ${String(entry.payload['level'] ?? '?')}` : what;
    case 'do':
      return names.actions.get(text(entry, 'action')) ?? text(entry, 'action');
    case 'hint':
      return `hint ${Number(entry.payload['index'] ?? 0) + 1}`;
    case 'look': {
      const query = entry.payload['query'] as { metric?: string } | undefined;
      const metric = query?.metric;
      return metric ? (names.metrics.get(metric) ?? metric) : what.replaceAll('_', ' ');
    }
    default:
      return entry.kind;
  }
}

function markOf(entry: Entry, names: Names, tone: Mark['tone']): Mark {
  const { verb, text: words, detail } = sentence(entry, names);
  return {
    key: `entry-${entry.seq}`,
    seq: entry.seq,
    time_ns: entry.time_ns,
    until_ns: null,
    label: shortLabel(entry, names),
    title: [`${verb} ${words}`, detail].filter(Boolean).join('\n'),
    tone,
  };
}

// Until when an act was under way: its outcome, or the end of what is shown.
function outcomeOf(entries: readonly Entry[], act: Entry): Entry | undefined {
  return entries.find(
    ({ kind, payload }) =>
      kind === 'outcome' &&
      payload['of'] === act.seq &&
      (payload['state'] === 'done' ||
        payload['state'] === 'failed' ||
        payload['state'] === 'refused'),
  );
}

function actMark(entries: readonly Entry[], act: Entry, names: Names, endNs: number): Mark {
  const outcome = outcomeOf(entries, act);
  const failed = outcome !== undefined && outcome.payload['state'] !== 'done';
  return {
    ...markOf(act, names, failed ? 'failed' : 'do'),
    until_ns: outcome?.time_ns ?? endNs,
  };
}

interface World {
  truth: TruthView;
  endNs: number;
  restoredNs: number | null;
  covered: boolean;
}

// Covered, what the change feed shows and no more: neither the cause nor where it began.
function worldMarks({ truth, endNs, restoredNs, covered }: World): Mark[] {
  const { decoys, blamed_change, began_ns } = truth.truth;
  const marks: Mark[] = truth.timeline
    .filter((event) => event.at_ns <= endNs && !(covered && event.hidden))
    .map((event) => {
      const decoy = !covered && decoys.includes(event.id);
      const cause = !covered && (event.id === blamed_change || (event.hidden && !decoy));
      const role = cause ? ' (cause)' : decoy ? ' (decoy)' : '';
      return {
        key: `event-${event.id}`,
        seq: null,
        time_ns: event.at_ns,
        until_ns: null,
        label: event.id + role,
        title: [event.id + role, event.note].filter(Boolean).join('\n'),
        tone: cause ? 'fault' : decoy ? 'decoy' : 'change',
      };
    });
  if (covered) return marks.sort((a, b) => a.time_ns - b.time_ns);
  if (!marks.some((mark) => mark.time_ns === began_ns)) {
    marks.push({
      key: 'began',
      seq: null,
      time_ns: began_ns,
      until_ns: null,
      label: 'it began',
      title: 'The incident began',
      tone: 'fault',
    });
  }
  if (restoredNs !== null) {
    marks.push({
      key: 'restored',
      seq: null,
      time_ns: restoredNs,
      until_ns: null,
      label: 'restored',
      title: 'Users were served again',
      tone: 'good',
    });
  }
  return marks.sort((a, b) => a.time_ns - b.time_ns);
}

export interface LanesInput {
  entries: readonly Entry[]; // those that may be shown
  truth: TruthView;
  names: Names;
  endNs: number;
  restoredNs: number | null;
  covered: boolean; // the truth is
}

export function lanesOf(input: LanesInput): Lane[] {
  const { entries, names, endNs } = input;
  const of = (kind: Entry['kind'], tone: Mark['tone']) =>
    entries.filter((entry) => entry.kind === kind).map((entry) => markOf(entry, names, tone));
  const theirs = entries
    .filter((entry) => sentence(entry).lane === 'interviewer')
    .map((entry) => markOf(entry, names, 'interviewer'));
  const acts = entries.filter((entry) => entry.kind === 'do');
  return [
    { id: 'world', title: 'World', rows: 2, marks: worldMarks(input) },
    { id: 'looks', title: 'Looks', rows: 2, marks: of('look', 'look') },
    { id: 'says', title: 'Says', rows: 2, marks: of('say', 'say') },
    {
      id: 'does',
      title: 'Does',
      rows: 2,
      marks: acts.map((act) => actMark(entries, act, names, endNs)),
    },
    { id: 'notes', title: 'Interviewer', rows: 1, marks: theirs },
  ];
}
