// Journal entries as sentences, for whoever reads along: "error ratio of POST /captures by region,
// last 15 min". Pure. The time stands in its own column, so no sentence holds it.

import {
  formatCount,
  formatDuration,
  formatOffset,
  formatRatio,
  formatRequestShort,
  kSecond,
  significant,
} from '../base/format';
import type { Entry, Payload } from '../wire/types';

// Which lane of the timeline, and which mark of the feed, an entry belongs to.
export type Lane = 'clock' | 'look' | 'say' | 'do' | 'interviewer' | 'rating' | 'none';

export interface Sentence {
  lane: Lane;
  // "looked at", "said", "did", "was told": what the candidate did or met, always in the past, so that the
  // verbs of a column are of one person; the interviewer's own are "noted" and "marked".
  verb: string;
  text: string;
  // A second line: reasons, refutations, expectations.
  detail: string;
}

// What turns ids into words. Unknown ids are shown as they are.
export interface Names {
  actions: ReadonlyMap<string, string>;
  metrics: ReadonlyMap<string, string>;
  runbooks: ReadonlyMap<string, string>;
  // "person/answer" -> the question.
  questions: ReadonlyMap<string, string>;
  // Texts of the hint ladder, in order.
  hints: readonly string[];
  // Follow-ups and push-backs by id.
  asked: ReadonlyMap<string, string>;
}

export const kNoNames: Names = {
  actions: new Map(),
  metrics: new Map(),
  runbooks: new Map(),
  questions: new Map(),
  hints: [],
  asked: new Map(),
};

function str(payload: Payload, field: string): string {
  const value = payload[field];
  return typeof value === 'string' ? value : '';
}

function num(payload: Payload, field: string): number | null {
  const value = payload[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function lower(text: string): string {
  // "Error ratio" reads on in a sentence; "CPU" and "p99" stay.
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

// A sentence as a part of another one.
function clause(text: string): string {
  return lower(text.trim().replace(/\.$/, ''));
}

function listed(words: readonly string[]): string {
  if (words.length < 2) {
    return words.join('');
  }
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function range(payload: Payload, now_ns: number): string {
  const from = num(payload, 'from_ns');
  const to = num(payload, 'to_ns');
  if (from === null || to === null || to <= from) {
    return '';
  }
  // A range that ends at the look is "the last so much"; another one has two ends.
  return to >= now_ns - 15 * kSecond
    ? `last ${formatDuration(to - from)}`
    : `${formatOffset(from)} to ${formatOffset(to)}`;
}

function panel(query: Payload, now_ns: number, names: Names): string {
  const metric = str(query, 'metric');
  const where = Object.values((query['where'] as Payload | undefined) ?? {}).map(String);
  const by = Array.isArray(query['by']) ? query['by'].map(String) : [];
  const offset = num(query, 'offset_ns') ?? 0;
  const parts = [
    lower(names.metrics.get(metric) ?? metric.replaceAll('_', ' ')) +
      (where.length ? ` of ${where.join(' · ')}` : '') +
      (by.length ? ` by ${listed(by)}` : ''),
    range(query, now_ns),
    offset > 0 ? `against ${formatDuration(offset)} before` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function logSearch(payload: Payload, now_ns: number): string {
  const search = str(payload, 'search');
  const of = [str(payload, 'component'), str(payload, 'region')].filter(Boolean).join(' · ');
  const level = str(payload, 'level');
  return [
    `${level ? `${level} ` : ''}logs${of ? ` of ${of}` : ''}${search ? ` for “${search}”` : ''}`,
    range(payload, now_ns),
  ]
    .filter(Boolean)
    .join(', ');
}

function look(payload: Payload, now_ns: number, names: Names): Pick<Sentence, 'verb' | 'text'> {
  const what = str(payload, 'what');
  switch (what) {
    case 'overview':
      return { verb: 'opened', text: 'the overview' };
    case 'panel': {
      const query = (payload['query'] as Payload | undefined) ?? {};
      const grouped = Array.isArray(query['by']) && query['by'].length > 0;
      return { verb: grouped ? 'grouped' : 'looked at', text: panel(query, now_ns, names) };
    }
    case 'logs':
      return { verb: 'searched', text: logSearch(payload, now_ns) };
    case 'traces': {
      const of = ['component', 'route', 'region'].map((f) => str(payload, f)).filter(Boolean);
      const which = str(payload, 'which');
      const kind = which && which !== 'any' ? `${which} requests` : 'requests';
      return { verb: 'listed', text: `${kind}${of.length ? ` of ${of.join(' · ')}` : ''}` };
    }
    case 'trace':
      return {
        verb: 'opened',
        text: `the trace of request ${formatRequestShort(String(payload['request'] ?? ''))}`,
      };
    case 'changes':
      return { verb: 'opened', text: 'the change feed' };
    case 'diff':
      return { verb: 'read', text: `the diff of ${str(payload, 'change')}` };
    case 'topology':
      return { verb: 'opened', text: 'the service map' };
    case 'runbook': {
      const id = str(payload, 'runbook');
      return { verb: 'read', text: `the runbook “${names.runbooks.get(id) ?? id}”` };
    }
    case 'flags':
      return { verb: 'listed', text: 'the flags' };
    case 'data_check':
      return { verb: 'counted', text: `the rows of ${str(payload, 'dataset')} by format` };
    case 'ask': {
      const person = str(payload, 'person');
      const answer = str(payload, 'answer');
      const question = names.questions.get(`${person}/${answer}`) ?? answer;
      return { verb: 'asked', text: `${person}: “${question}”` };
    }
    case 'alerts':
      return { verb: 'listed', text: 'the alerts' };
    default:
      return { verb: 'looked at', text: what };
  }
}

// What the numbers of an estimate say: "11 % failing · 12/s · since −12:00 · 4,200 rows".
export function estimateText(payload: Payload): string {
  const ratio = num(payload, 'failing_ratio');
  const rate = num(payload, 'failing_requests_per_second');
  const since = num(payload, 'since_ns');
  const rows = num(payload, 'rows_written');
  return [
    ratio !== null ? `${formatRatio(ratio)} failing` : '',
    rate !== null ? `${significant(rate)} requests/s` : '',
    since !== null ? `since ${formatOffset(since)}` : '',
    rows !== null ? `${formatCount(rows)} rows written` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function hypothesis(payload: Payload): Pick<Sentence, 'verb' | 'text' | 'detail'> {
  const id = str(payload, 'id');
  const where = [str(payload, 'component'), str(payload, 'mechanism').replaceAll('_', ' ')]
    .filter(Boolean)
    .join(' · ');
  const said = str(payload, 'text');
  const refuted = str(payload, 'state') === 'refuted';
  const confidence = num(payload, 'confidence');
  const against = str(payload, 'refuted_by');
  const label = id ? `${id}: ` : '';
  return {
    verb: refuted ? 'struck out' : 'suspected',
    text:
      `${label}${[where, clause(said)].filter(Boolean).join(', ')}` +
      (!refuted && confidence !== null ? `, ${formatRatio(confidence)} sure` : ''),
    detail: against ? `${refuted ? 'refuted by' : 'refuted if'} ${clause(against)}` : '',
  };
}

function say(payload: Payload): Pick<Sentence, 'verb' | 'text' | 'detail'> {
  const text = str(payload, 'text');
  switch (str(payload, 'what')) {
    case 'acknowledge':
      return { verb: 'acknowledged', text: text || 'the page', detail: '' };
    case 'severity':
      return { verb: 'set', text: `SEV ${num(payload, 'level') ?? '?'}`, detail: text };
    case 'hypothesis':
      return hypothesis(payload);
    case 'estimate':
      return estimateText(payload)
        ? { verb: 'estimated', text: estimateText(payload), detail: text }
        : { verb: 'estimated', text, detail: '' };
    case 'prediction':
      return { verb: 'predicted', text, detail: '' };
    case 'update':
      return { verb: 'told others', text, detail: '' };
    case 'resolved':
      return { verb: 'resolved', text: text || 'the incident', detail: '' };
    case 'handover':
      return { verb: 'handed over', text, detail: '' };
    case 'notice':
      return { verb: 'read', text: 'what is recorded and kept', detail: '' };
    default:
      return { verb: 'said', text, detail: '' };
  }
}

function clock(payload: Payload): string {
  const to = str(payload, 'to');
  const until = num(payload, 'until_ns');
  switch (to) {
    case 'start':
      return 'the round started';
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'finish':
      return 'the round finished';
    case 'skip':
      return until === null ? 'skipped ahead' : `skipped ahead to ${formatOffset(until)}`;
    default:
      return to;
  }
}

function act(payload: Payload, names: Names): Pick<Sentence, 'verb' | 'text' | 'detail'> {
  const action = str(payload, 'action');
  const why = str(payload, 'why');
  const expect = str(payload, 'expect');
  const within = payload['expect_in_s'];
  return {
    verb: 'did',
    text: names.actions.get(action) ?? action,
    detail: [
      why && `because: ${clause(why)}`,
      expect && `expected: ${clause(expect)}`,
      typeof within === 'number' && `within ${formatDuration(within * kSecond)}`,
    ]
      .filter(Boolean)
      .join('; '),
  };
}

// What only a person in the room can see, by what and value.
const kObserved: Record<string, string> = {
  'drawing drew': 'drew the system',
  'drawing named': 'named the parts of the system, no drawing',
  'drawing none': 'could not draw the system',
  'drawing unseen': 'nothing of a drawing after all',
  'assistant checked': 'checked an assistant’s answer',
  'assistant pasted': 'used an assistant’s answer as it came',
  'assistant unseen': 'nothing of an assistant after all',
};

const kTo: Record<string, string> = { digs_in: 'dug in', updates: 'updated', holds: 'held' };

function script(entry: Entry, names: Names): Pick<Sentence, 'verb' | 'text'> {
  const { kind, payload } = entry;
  const text = str(payload, 'text');
  switch (kind) {
    case 'hint': {
      const index = num(payload, 'index');
      const words = text || (index === null ? '' : (names.hints[index] ?? ''));
      return { verb: index === null ? 'got a hint:' : `got hint ${index + 1}:`, text: words };
    }
    case 'inject':
      return { verb: 'was told', text };
    case 'followup':
    case 'pushback': {
      const id = str(payload, 'id');
      const answered = str(payload, 'answered');
      return {
        verb: kind === 'followup' ? 'was asked' : 'was pushed on',
        text: `${names.asked.get(id) ?? id}: ${kTo[answered] ?? answered}`,
      };
    }
    case 'observed': {
      const seen = `${str(payload, 'what')} ${str(payload, 'value')}`;
      return { verb: 'in the room', text: kObserved[seen] ?? seen };
    }
    case 'mark':
      return { verb: 'marked', text: text || 'this moment' };
    default:
      return { verb: 'noted', text };
  }
}

function outcome(payload: Payload, names: Names): string {
  const action = str(payload, 'action');
  const message = str(payload, 'message');
  const label = names.actions.get(action) ?? action;
  return `${label}: ${str(payload, 'state')}${message ? `, ${message}` : ''}`;
}

export function sentence(entry: Entry, names: Names = kNoNames): Sentence {
  const { payload } = entry;
  switch (entry.kind) {
    case 'look':
      return { lane: 'look', detail: '', ...look(payload, entry.time_ns, names) };
    case 'say':
      return { lane: 'say', ...say(payload) };
    case 'do':
      return { lane: 'do', ...act(payload, names) };
    case 'outcome':
      return { lane: 'do', verb: 'outcome', text: outcome(payload, names), detail: '' };
    case 'clock':
      return { lane: 'clock', verb: 'clock', text: clock(payload), detail: '' };
    case 'rating': {
      const of = str(payload, 'dimension').replaceAll('_', ' ');
      const points = num(payload, 'points'); // covered in the journal's stream
      const text = points === null ? of : `${of}: ${points} of 5`;
      return { lane: 'rating', verb: `${entry.actor} rated`, text, detail: str(payload, 'text') };
    }
    case 'hint':
    case 'inject':
    case 'followup':
    case 'pushback':
    case 'observed':
    case 'mark':
    case 'note':
      return { lane: 'interviewer', detail: '', ...script(entry, names) };
    default:
      return { lane: 'none', verb: entry.kind, text: '', detail: '' };
  }
}

// The whole of it in one line.
export function inOneLine(entry: Entry, names: Names = kNoNames): string {
  const { verb, text, detail } = sentence(entry, names);
  const head = verb === 'outcome' || verb === 'clock' ? text : `${verb} ${text}`;
  return detail ? `${head} (${detail})` : head;
}

// "as it was", "1.8 times too high", "3 times too low"; empty when it cannot be said.
export function howFar(said: number, truth: number): string {
  if (!(said > 0) || !(truth > 0)) {
    return said === truth ? 'as it was' : '';
  }
  const factor = Math.max(said / truth, truth / said);
  if (factor < 1.15) {
    return 'as it was';
  }
  const digits = factor < 10 ? 1 : 0;
  return `${factor.toFixed(digits)} times too ${said > truth ? 'high' : 'low'}`;
}
