import { describe, expect, test } from 'vitest';

import { kNoNames } from '../../widgets/sentence';
import type { TruthView } from '../../wire/truth';
import type { Actor, Entry, EntryKind, Payload } from '../../wire/types';
import { lanesOf } from './timeline_model';

const names = { ...kNoNames, actions: new Map([['roll', 'Roll back ledger']]) };

const truth: TruthView = {
  id: 'x',
  truth: {
    summary: '',
    chain: [],
    cause: { accept: [], near: [] },
    began_ns: -12,
    decoys: ['banner'],
    blamed_change: 'ledger-2',
    data_at_risk: [],
    estimate: { metric: '', where: {}, since_ns: -12, dataset: '', format: '' },
    options: [],
  },
  suspects: [],
  timeline: [
    { id: 'banner', at_ns: -20, kind: 'set_flag', hidden: false, author: '', note: 'pay day' },
    { id: 'ledger-2', at_ns: -12, kind: 'deploy', hidden: false, author: '', note: '' },
    { id: 'slow-disk', at_ns: 90, kind: 'parameter', hidden: true, author: '', note: '' },
  ],
  script: { hints: [], followups: [], pushback: [] },
  notes: '',
};

function entry(
  seq: number,
  time_ns: number,
  kind: EntryKind,
  payload: Payload,
  actor: Actor = 'candidate',
): Entry {
  return { seq, time_ns, wall_ms: 0, actor, kind, payload };
}

function lane(id: string, entries: Entry[], endNs = 60, restoredNs: number | null = null) {
  const lanes = lanesOf({ entries, truth, names, endNs, restoredNs, covered: false });
  return lanes.find((one) => one.id === id)?.marks ?? [];
}

describe('the world', () => {
  test('names decoys and the cause, and nothing that is still to come', () => {
    expect(lane('world', []).map(({ label, tone }) => [label, tone])).toEqual([
      ['banner (decoy)', 'decoy'],
      ['ledger-2 (cause)', 'fault'],
    ]);
  });
  test('takes a coincidence that no feed shows for a decoy all the same', () => {
    const timeline = truth.timeline.map((event) => ({ ...event, hidden: true }));
    const crowd = { ...truth, timeline };
    const lanes = lanesOf({
      entries: [],
      truth: crowd,
      names,
      endNs: 60,
      restoredNs: null,
      covered: false,
    });
    expect(lanes[0]?.marks[0]).toMatchObject({ label: 'banner (decoy)', tone: 'decoy' });
  });
  test('covered, shows what the change feed does and not which of it is the cause', () => {
    const input = { entries: [], truth, names, endNs: 100, restoredNs: null };
    const marks = lanesOf({ ...input, covered: true })[0]?.marks ?? [];
    expect(marks.map(({ label, tone }) => [label, tone])).toEqual([
      ['banner', 'change'],
      ['ledger-2', 'change'],
    ]);
  });
  test('shows when users were served again', () => {
    expect(lane('world', [], 60, 50).at(-1)).toMatchObject({ label: 'restored', time_ns: 50 });
  });
  test('shows where it began when no change stands there', () => {
    const silent = { ...truth, timeline: [] };
    const lanes = lanesOf({
      entries: [],
      truth: silent,
      names,
      endNs: 60,
      restoredNs: null,
      covered: false,
    });
    expect(lanes[0]?.marks.map((mark) => mark.label)).toEqual(['it began']);
  });
});

describe('an act', () => {
  const act = entry(3, 10, 'do', { action: 'roll' });
  const outcome = (state: string, seq: number, time: number) =>
    entry(seq, time, 'outcome', { action: 'roll', of: 3, state }, 'system');

  test('lasts until its outcome', () => {
    const marks = lane('does', [act, outcome('started', 4, 10), outcome('done', 5, 40)]);
    expect(marks).toEqual([
      expect.objectContaining({ label: 'Roll back ledger', until_ns: 40, tone: 'do', seq: 3 }),
    ]);
  });
  test('lasts to the end of what is shown when it has none', () => {
    expect(lane('does', [act])[0]).toMatchObject({ until_ns: 60, tone: 'do' });
  });
  test('that failed says so', () => {
    expect(lane('does', [act, outcome('failed', 4, 30)])[0]).toMatchObject({ tone: 'failed' });
  });
});

test('a hypothesis is labelled by its name and confidence', () => {
  const said = { what: 'hypothesis', id: 'H2', confidence: 0.6 };
  const labels = lane('says', [
    entry(1, 1, 'say', said),
    entry(2, 2, 'say', { ...said, state: 'refuted' }),
  ]).map(({ label }) => label.replaceAll('\u202f', ' '));
  expect(labels).toEqual(['H2 60 %', 'H2 out']);
});

test('hints, notes and marks stand in the interviewer’s lane', () => {
  const labels = lane('notes', [
    entry(1, 1, 'hint', { index: 0 }, 'interviewer'),
    entry(2, 2, 'note', { text: 'x' }, 'interviewer'),
    entry(3, 3, 'clock', { to: 'pause' }, 'interviewer'),
  ]).map(({ label }) => label);
  expect(labels).toEqual(['hint 1', 'note']);
});
