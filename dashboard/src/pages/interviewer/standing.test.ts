import { describe, expect, test } from 'vitest';

import { type Facts, type Reading, readings, standing } from './standing';

function reading(of: Partial<Reading>): Reading {
  return { component: '', queue: '', region: '', value: 0, ...of };
}

const facts: Facts = {
  regions: ['eu-west', 'us-east'],
  components: ['ledger', 'ledger-db', 'limits', 'settler'],
  queues: new Map([['settlements', 'settler']]),
  versions: [
    { component: 'ledger', region: 'eu-west', version: '4.2.0', instances: 4 },
    { component: 'ledger', region: 'us-east', version: '4.1.9', instances: 3 },
  ],
  errors: [
    reading({ component: 'limits', region: 'eu-west', value: 0.12 }),
    reading({ component: 'limits', region: 'us-east', value: 0 }),
    reading({ component: 'ledger-db', region: 'eu-west', value: 0 }),
  ],
  ages: [reading({ queue: 'settlements', region: 'eu-west', value: 240 })],
  users: [
    reading({ region: 'eu-west', value: 0.11 }),
    reading({ region: 'us-east', value: 0.001 }),
  ],
};

function said(step: string, with_: Partial<Facts> = {}) {
  const { state, facts: lines } = standing(step, { ...facts, ...with_ });
  return { state, lines: lines.map((line) => line.replaceAll('\u202f', ' ')) };
}

describe('a step of the chain', () => {
  test('about a release says how far it has got where the step looks', () => {
    expect(said('ledger 4.2.0 reaches eu-west and writes integer amounts')).toEqual({
      state: 'burning',
      lines: ['4.2.0 on 4 of 4 in eu-west'],
    });
  });
  test('about a release that is gone is calm', () => {
    const rolledBack = [{ component: 'ledger', region: 'eu-west', version: '4.1.9', instances: 4 }];
    expect(said('ledger 4.2.0 reaches eu-west', { versions: rolledBack })).toEqual({
      state: 'calm',
      lines: ['4.2.0 on 0 of 4 in eu-west'],
    });
  });
  test('about a service says what fails there', () => {
    expect(said('limits reads them as decimals and refuses captures')).toEqual({
      state: 'burning',
      lines: ['limits fails 12 % in eu-west, 0 % in us-east'],
    });
  });
  test('about a consumer says how long its queue waits', () => {
    expect(said('settler cannot parse the new settlements').lines).toEqual([
      'settlements waits 4 min in eu-west',
    ]);
  });
  test('about a region says what its users meet', () => {
    expect(said('us-east follows when the rollout reaches it')).toEqual({
      state: 'calm',
      lines: ['users fail 0.1 % in us-east'],
    });
  });
  test('does not take a longer name for a shorter one', () => {
    expect(said('ledger-db is idle').lines).toEqual(['ledger-db fails 0 % in eu-west']);
  });
  test('that no number speaks of says so', () => {
    const nothing = { state: 'unknown', lines: [] };
    expect(said('nobody reads the runbook', { users: [] })).toEqual(nothing);
  });
});

test('a reading is the last value that there is', () => {
  const result = {
    unit: 'ratio',
    times_ns: [1, 2, 3],
    recorded: false,
    series: [
      { labels: { component: 'limits', region: 'eu-west' }, values: [0.1, 0.2, null] },
      { labels: { component: 'settler' }, values: [null, null, null] },
    ],
  };
  const limits = reading({ component: 'limits', region: 'eu-west', value: 0.2 });
  expect(readings(result)).toEqual([limits]);
});
