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
    reviewer: '',
    entries: [],
    last: 0,
    metrics_catalogue: [],
    ...fields,
  };
}
