// Small, made-up answers of the server, for tests.
import type { Entry, Opening } from './types';

export function entryOf(seq: number, kind: Entry['kind'], payload: Entry['payload'] = {}): Entry {
  const actor =
    kind === 'hint' || kind === 'inject' || kind === 'clock' ? 'interviewer' : 'candidate';
  return { seq, time_ns: seq * 10e9, wall_ms: 1000 + seq, actor, kind, payload };
}

export function frameOf(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    n: 1,
    time_ns: 5e9,
    state: 'running',
    entries: [],
    last: 0,
    alerts: [],
    commands: [],
    ...fields,
  };
}

export function openingOf(fields: Partial<Opening> = {}): Opening {
  return {
    role: 'candidate',
    title: 'Searches failing',
    level: 'senior',
    state: 'running',
    now_ns: 0,
    past_ns: 2700e9,
    history_ns: 691200e9,
    length_ns: 2400e9,
    page_clock_s: 11652,
    scenario: {
      title: 'Searches failing',
      page: { alert: 'search-errors', text: '5xx above 2 %' },
      regions: ['north', 'south'],
      components: [],
      calls: [],
      publishes: [],
      routes: [],
      queues: [],
      datasets: [],
      flags: [],
      alerts: [],
      actions: [],
      runbooks: [],
      people: [],
      mechanisms: ['release'],
      brief: '',
    },
    truth: null,
    notice: null,
    reviewer: '',
    entries: [],
    last: 0,
    metrics_catalogue: [],
    ...fields,
  };
}

const interval = { mean: 1200, low: 900, high: 1700 };

// As the server sends one: harm by kind.
export function scorecardOf(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const suspect = { about: '', component: 'search', mechanism: 'release', cause: false };
  const step = { entry: 0, at_ns: 0, gained_nats: 0, toward: '', away: '', apart_nats: 0 };
  return {
    round: 'r',
    scenario: 's',
    engine_version: '7',
    level: 'senior',
    seed: 1,
    milestones: [],
    change_failure: { changes: 1, failed: 0, entries: [] },
    findings: [],
    belief: {
      seeds: 6,
      suspects: [
        { ...suspect, id: 'release', about: 'the release', cause: true },
        { ...suspect, id: 'something_else', about: 'something else' },
      ],
      steps: [
        { ...step, belief: [0.5, 0.5] },
        {
          entry: 5,
          at_ns: 25e9,
          belief: [0.83, 0.17],
          gained_nats: 0.2,
          toward: 'release',
          away: 'something_else',
          apart_nats: 1.6,
        },
      ],
    },
    decisions: [
      {
        entry: 9,
        plan: 9,
        at_ns: 90e9,
        action: 'roll-back',
        label: 'Roll back',
        values: [{ id: 'this', expected: interval, truth: interval, recovered: interval }],
        safety: [{ question: 'new_shape', text: 'No.', unsafe: false, looked: true }],
        verdict: 'right',
      },
    ],
    estimates: [],
    courses: [],
    process: { score: 0.5 },
    outcome: { score: 0.5 },
    ...fields,
  };
}
