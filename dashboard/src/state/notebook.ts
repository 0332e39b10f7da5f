// What was said, read from the journal: the notebook has no memory of its own, so that it is the
// same after a reload and in a replay.
import type { Entry } from '../wire/types';

export interface Hypothesis {
  id: string;
  component: string;
  mechanism: string;
  text: string;
  confidence: number; // 0..1
  refuted_by: string;
  state: 'open' | 'refuted';
  seq: number; // of the latest saying
  since_ns: number; // of the first
}

export interface BlastRadius {
  failing_ratio: number | null;
  failing_requests_per_second: number | null;
  since_ns: number | null;
  rows_written: number | null;
  text: string;
  time_ns: number;
}

export interface Said {
  text: string;
  time_ns: number;
  seq: number;
}

export interface Notebook {
  acknowledged_ns: number[]; // every time it was said, in order
  severity: number | null; // 1..4
  hypotheses: Hypothesis[]; // in the order they were first said
  estimate: BlastRadius | null;
  predictions: Said[];
  updates: Said[];
  resolved: Said | null;
  handover: Said | null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function notebookOf(entries: readonly Entry[]): Notebook {
  const book: Notebook = {
    acknowledged_ns: [],
    severity: null,
    hypotheses: [],
    estimate: null,
    predictions: [],
    updates: [],
    resolved: null,
    handover: null,
  };
  for (const entry of entries) {
    if (entry.kind === 'say') hear(book, entry);
  }
  return book;
}

function hear(book: Notebook, entry: Entry): void {
  const { payload } = entry;
  const said = { text: textOf(payload['text']), time_ns: entry.time_ns, seq: entry.seq };
  switch (payload['what']) {
    case 'acknowledge':
      book.acknowledged_ns.push(entry.time_ns);
      break;
    case 'severity':
      book.severity = numberOf(payload['level']);
      break;
    case 'hypothesis':
      hearHypothesis(book, entry);
      break;
    case 'estimate':
      book.estimate = {
        failing_ratio: numberOf(payload['failing_ratio']),
        failing_requests_per_second: numberOf(payload['failing_requests_per_second']),
        since_ns: numberOf(payload['since_ns']),
        rows_written: numberOf(payload['rows_written']),
        text: said.text,
        time_ns: entry.time_ns,
      };
      break;
    case 'prediction':
      book.predictions.push(said);
      break;
    case 'update':
      book.updates.push(said);
      break;
    case 'resolved':
      book.resolved = said;
      break;
    case 'handover':
      book.handover = said;
      break;
  }
}

function hearHypothesis(book: Notebook, entry: Entry): void {
  const { payload } = entry;
  const id = textOf(payload['id']) || `H${book.hypotheses.length + 1}`;
  const at = book.hypotheses.findIndex((known) => known.id === id);
  const known = book.hypotheses[at];
  const said: Hypothesis = {
    id,
    component: textOf(payload['component']),
    mechanism: textOf(payload['mechanism']),
    text: textOf(payload['text']),
    confidence: numberOf(payload['confidence']) ?? 0,
    refuted_by: textOf(payload['refuted_by']),
    state: payload['state'] === 'refuted' ? 'refuted' : 'open',
    seq: entry.seq,
    since_ns: known?.since_ns ?? entry.time_ns,
  };
  if (known) book.hypotheses[at] = said;
  else book.hypotheses.push(said);
}

// When an alert was acknowledged: the entry names no alert, so it stands for those that had fired by
// then. Null: not since this firing.
export function acknowledgedAt(book: Notebook, firedNs: number): number | null {
  return book.acknowledged_ns.find((said) => said >= firedNs) ?? null;
}

// The id for the next hypothesis: H1, H2, ...
export function nextHypothesis(book: Notebook): string {
  const used = book.hypotheses.map((known) => Number(/^H(\d+)$/.exec(known.id)?.[1] ?? 0));
  return `H${Math.max(0, ...used) + 1}`;
}
