import { describe, expect, test } from 'vitest';
import { decode, frame, opening, query, queryResult } from './decode';
import { scorecard } from './decode_review';
import { shownBy } from './decode_shown';
import { entryOf, frameOf, openingOf, scorecardOf } from './fixtures';

function failure(decoder: Parameters<typeof decode>[0], value: unknown): string {
  const decoded = decode(decoder, value);
  return decoded.ok ? 'ok' : `${decoded.error.where}: ${decoded.error.message}`;
}

describe('frames', () => {
  test('a frame of the server is taken as it is', () => {
    const decoded = decode(
      frame,
      frameOf({ entries: [entryOf(1, 'hint', { text: 'Look.' })], last: 1 }),
    );
    expect(decoded).toMatchObject({ ok: true, value: { last: 1, truth: null } });
  });

  test('a mismatch names the field and what was expected', () => {
    expect(failure(frame, frameOf({ time_ns: '5' }))).toBe('time_ns: expected a number, got "5"');
    expect(
      failure(frame, frameOf({ entries: [{ ...entryOf(1, 'say'), kind: 'shout' }] })),
    ).toContain('entries[0].kind: expected one of clock, look');
  });

  test.each([null, undefined, 7, 'text', [], { n: 1 }])('%j is no frame', (value) => {
    expect(decode(frame, value).ok).toBe(false);
  });

  test('numbers that are not finite are refused', () => {
    expect(decode(frame, frameOf({ time_ns: Number.POSITIVE_INFINITY })).ok).toBe(false);
  });
});

test('the opening of a candidate has no truth', () => {
  const decoded = decode(opening, openingOf());
  expect(decoded).toMatchObject({ ok: true, value: { role: 'candidate', truth: null } });
});

test('a waiting round is told next to nothing and is still an opening', () => {
  const bare = { ...openingOf({ state: 'waiting' }), scenario: { brief: 'You are on call.' } };
  const decoded = decode(opening, bare);
  expect(decoded).toMatchObject({
    ok: true,
    value: { scenario: { brief: 'You are on call.', actions: [], page: { text: '' } } },
  });
});

test('missing points are null, not zero', () => {
  const decoded = decode(queryResult, {
    unit: 'ratio',
    times_ns: [0, 5e9],
    series: [{ labels: { region: 'north' }, values: [null, 0.1] }],
  });
  expect(decoded).toMatchObject({
    ok: true,
    value: { series: [{ values: [null, 0.1] }], recorded: false },
  });
});

test('a query without an offset has no offset', () => {
  const asked = {
    metric: 'error_ratio',
    where: {},
    by: [],
    from_ns: -1,
    to_ns: 0,
    step_ns: 15e9,
    offset_ns: 0,
  };
  const decoded = decode(query, asked);
  expect(decoded.ok && 'offset_ns' in decoded.value).toBe(false);
});

test('a question that has no answer yet is one', () => {
  const decoded = decode(shownBy.ask, {
    person: 'mara',
    role: '',
    ask: 'Why?',
    answer: null,
    ready_ns: 9e9,
  });
  expect(decoded).toMatchObject({ ok: true, value: { answer: null } });
});

test('a request stays text: its number does not fit into a double', () => {
  const line = {
    time_ns: 1,
    level: 'error',
    component: 'edge',
    text: 'no',
    request: '9007199254740993',
  };
  const decoded = decode(shownBy.logs, { lines: [line], total: 1 });
  expect(decoded).toMatchObject({ ok: true, value: { lines: [{ request: '9007199254740993' }] } });
  expect(
    decode(shownBy.logs, { lines: [{ ...line, request: 9007199254740992 }], total: 1 }).ok,
  ).toBe(false);
});

test('a scorecard without its outcome is refused', () => {
  expect(failure(scorecard, { round: 'r' })).toContain('scenario: expected text');
});

describe('a scorecard', () => {
  test('is taken with belief, what options were worth, and what a rollback had to know', () => {
    const decoded = decode(scorecard, scorecardOf());
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        belief: { seeds: 6, steps: [{ entry: 0 }, { toward: 'release', apart_nats: 1.6 }] },
        decisions: [{ verdict: 'right', values: [{ id: 'this' }], safety: [{ looked: true }] }],
      },
    });
  });
  test('may know nothing of suspects', () => {
    const belief = { seeds: 0, suspects: [], steps: [] };
    expect(decode(scorecard, scorecardOf({ belief })).ok).toBe(true);
    expect(failure(scorecard, scorecardOf({ belief: null }))).toContain(
      'belief: expected an object',
    );
  });
  test('with a class that nobody knows is refused', () => {
    const [decision] = scorecardOf()['decisions'] as object[];
    expect(
      failure(scorecard, scorecardOf({ decisions: [{ ...decision, verdict: 'lucky' }] })),
    ).toContain('decisions[0].verdict: expected one of right');
  });
});
