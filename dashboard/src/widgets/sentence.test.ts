import { describe, expect, test } from 'vitest';

import { kMinute, kSecond } from '../base/format';
import type { Actor, Entry, EntryKind, Payload } from '../wire/types';
import { howFar, inOneLine, kNoNames, type Names, sentence } from './sentence';

const names: Names = {
  ...kNoNames,
  actions: new Map([['rollback-ledger', 'Roll back ledger to 4.1.9']]),
  metrics: new Map([
    ['error_ratio', 'Error ratio'],
    ['latency_p99', 'p99 latency'],
  ]),
  questions: new Map([['ruben/rollback-safe', 'Is it safe to roll back ledger?']]),
  runbooks: new Map([['captures', 'Captures failing']]),
  hints: ['Compare the regions.'],
  asked: new Map([['breaks-next', 'And then what breaks?']]),
};

const now = 260 * kSecond;

function entry(kind: EntryKind, payload: Payload, actor: Actor = 'candidate'): Entry {
  return { seq: 1, time_ns: now, wall_ms: 0, actor, kind, payload };
}

// Spaces before units are narrow and do not break; here they read as spaces.
function line(kind: EntryKind, payload: Payload): string {
  return inOneLine(entry(kind, payload), names).replaceAll('\u202f', ' ');
}

describe('a look', () => {
  const query = {
    metric: 'error_ratio',
    where: { route: 'POST /captures' },
    by: ['region'],
    from_ns: now - 15 * kMinute,
    to_ns: now,
    step_ns: 15 * kSecond,
  };
  test('names the metric, what it was narrowed to and how it was split', () => {
    expect(line('look', { what: 'panel', query })).toBe(
      'grouped error ratio of POST /captures by region, last 15 min',
    );
  });
  test('keeps the spelling of what is no word', () => {
    const p99 = { ...query, metric: 'latency_p99', where: {}, by: [] };
    expect(line('look', { what: 'panel', query: p99 })).toBe('looked at p99 latency, last 15 min');
  });
  test('says when it compares and when its range is in the past', () => {
    const past = { ...query, by: ['region', 'version'], to_ns: 0, from_ns: -10 * kMinute };
    expect(line('look', { what: 'panel', query: { ...past, offset_ns: 30 * kMinute } })).toBe(
      'grouped error ratio of POST /captures by region and version, −10:00 to +00:00, ' +
        'against 30 min before',
    );
  });
  test('at logs says what was searched for and where', () => {
    expect(
      line('look', { what: 'logs', search: 'reconcile', level: 'error', region: 'eu-west' }),
    ).toBe('searched error logs of eu-west for “reconcile”');
    expect(line('look', { what: 'logs', search: '' })).toBe('searched logs');
  });
  test('reads as words for each kind', () => {
    expect(line('look', { what: 'data_check', dataset: 'entries' })).toBe(
      'counted the rows of entries by format',
    );
    expect(line('look', { what: 'ask', person: 'ruben', answer: 'rollback-safe' })).toBe(
      'asked ruben: “Is it safe to roll back ledger?”',
    );
    expect(line('look', { what: 'runbook', runbook: 'captures' })).toBe(
      'read the runbook “Captures failing”',
    );
    expect(line('look', { what: 'traces', which: 'failed', component: 'limits' })).toBe(
      'listed failed requests of limits',
    );
  });
  test('of a kind that is not known yet is still shown', () => {
    expect(line('look', { what: 'heap_dump' })).toBe('looked at heap_dump');
  });
});

describe('a say', () => {
  test('hypothesis: cause, confidence, and what would refute it', () => {
    const payload = {
      what: 'hypothesis',
      id: 'H1',
      component: 'ledger',
      mechanism: 'release',
      text: '4.2.0 writes something new',
      confidence: 0.6,
      refuted_by: 'Errors on 4.1.9 too',
    };
    expect(line('say', payload)).toBe(
      'suspected H1: ledger · release, 4.2.0 writes something new, 60 % sure ' +
        '(refuted if errors on 4.1.9 too)',
    );
    expect(line('say', { ...payload, state: 'refuted', text: '' })).toBe(
      'struck out H1: ledger · release (refuted by errors on 4.1.9 too)',
    );
  });
  test('estimate: numbers first', () => {
    expect(
      line('say', {
        what: 'estimate',
        failing_ratio: 0.112,
        failing_requests_per_second: 9.5,
        since_ns: -12 * kMinute,
        rows_written: 4210,
        text: 'mostly eu-west',
      }),
    ).toBe(
      'estimated 11.2 % failing · 9.5 requests/s · since −12:00 · 4,210 rows written ' +
        '(mostly eu-west)',
    );
  });
  test('estimate without numbers is its words', () => {
    expect(line('say', { what: 'estimate', text: 'a lot' })).toBe('estimated a lot');
  });
  test('severity and acknowledgement', () => {
    expect(line('say', { what: 'severity', level: 2 })).toBe('set SEV 2');
    expect(line('say', { what: 'acknowledge' })).toBe('acknowledged the page');
  });
});

describe('what is done', () => {
  test('an act carries its reason and what it should lead to', () => {
    expect(
      line('do', { action: 'rollback-ledger', why: 'Errors began with it.', expect: 'Below 1 %.' }),
    ).toBe('did Roll back ledger to 4.1.9 (because: errors began with it; expected: below 1 %)');
  });
  test('an outcome names its action', () => {
    expect(
      line('outcome', { action: 'rollback-ledger', state: 'failed', message: 'already running' }),
    ).toBe('Roll back ledger to 4.1.9: failed, already running');
  });
});

test('every verb tells what the candidate did or met, in the past', () => {
  const said = ['acknowledge', 'severity', 'hypothesis', 'estimate', 'prediction', 'update'];
  const verbs = [...said, 'resolved', 'handover', 'notice'].map(
    (what) => sentence(entry('say', { what, text: 'x' }), names).verb,
  );
  verbs.push(sentence(entry('do', {}), names).verb, sentence(entry('inject', {}), names).verb);
  for (const verb of verbs) expect(verb).toMatch(/^(\w+ed|told|set|did|read|was) ?/);
});

describe('the interviewer', () => {
  test('hints count from one and say their text', () => {
    expect(line('hint', { index: 0 })).toBe('got hint 1: Compare the regions.');
    expect(line('hint', { text: 'Compare.' })).toBe('got a hint: Compare.');
  });
  test('answers are in words', () => {
    expect(line('followup', { id: 'breaks-next', answered: 'faded' })).toBe(
      'was asked And then what breaks?: faded',
    );
    expect(line('pushback', { id: 'roll', answered: 'digs_in' })).toBe(
      'was pushed on roll: dug in',
    );
    expect(line('observed', { what: 'assistant', value: 'pasted' })).toBe(
      'in the room used an assistant’s answer as it came',
    );
  });
  test('a skip says where to', () => {
    expect(line('clock', { to: 'skip', until_ns: 600 * kSecond })).toBe('skipped ahead to +10:00');
  });
  test('a state hash is nobody’s news', () => {
    expect(sentence(entry('state', { hash: '00' }), names).lane).toBe('none');
  });
});

describe('estimate against truth', () => {
  test('is a factor in words', () => {
    expect(howFar(0.11, 0.1)).toBe('as it was');
    expect(howFar(0.2, 0.1)).toBe('2.0 times too high');
    expect(howFar(100, 4000)).toBe('40 times too low');
  });
  test('is not said where there is no factor', () => {
    expect(howFar(0, 10)).toBe('');
    expect(howFar(0, 0)).toBe('as it was');
  });
});
