import { expect, test } from 'vitest';
import type { MetricInfo } from '../wire/types';
import {
  defaultExplore,
  type Explore,
  exploreFromParams,
  exploreOf,
  exploreToParams,
  queryFor,
  questionOf,
  spanOf,
  toggle,
} from './explore';

const kErrors: MetricInfo = {
  name: 'error_ratio',
  title: 'Errors',
  unit: 'ratio',
  group: 'errors',
  labels: ['component', 'route', 'region', 'version'],
};
const kDepth: MetricInfo = { ...kErrors, name: 'message_queue_depth', labels: ['queue', 'region'] };

const kExplore: Explore = {
  metrics: ['error_ratio', 'message_queue_depth'],
  selected: 'message_queue_depth',
  where: { route: 'GET /search?q=a=b', queue: 'documents' },
  by: ['region', 'version'],
  range: { last_s: 1800 },
  compare_s: 900,
};

test('the address holds all of it, and gives it back', () => {
  const back = exploreFromParams(
    new URLSearchParams(exploreToParams(kExplore).toString()),
    defaultExplore(),
  );
  expect(back).toEqual(kExplore);
  const zoomed: Explore = { ...kExplore, range: { from_s: -540, to_s: 60 }, compare_s: 0 };
  expect(exploreFromParams(exploreToParams(zoomed), defaultExplore())).toEqual(zoomed);
});

test('an address that says nothing is the default', () => {
  const fallback = defaultExplore({ route: 'GET /search' });
  expect(exploreFromParams(new URLSearchParams(), fallback)).toBe(fallback);
});

test('a broken address still is a range and a selection', () => {
  const explore = exploreFromParams(
    new URLSearchParams('m=a,b&sel=c&from=9&to=3&compare=x'),
    defaultExplore(),
  );
  expect(explore).toMatchObject({ selected: 'a', range: { last_s: 3600 }, compare_s: 0 });
});

test('a label that a metric does not have neither filters nor splits it', () => {
  expect(queryFor(kErrors, kExplore, 0, 2700e9)).toMatchObject({
    where: { route: 'GET /search?q=a=b' },
    by: ['region', 'version'],
    offset_ns: 900e9,
  });
  expect(queryFor(kDepth, kExplore, 0, 2700e9)).toMatchObject({
    where: { queue: 'documents' },
    by: ['region'],
  });
});

test('a metric that does not speak of what the page is about is shown of everything', () => {
  const focus = { component: 'front', route: 'GET /search' };
  expect(exploreOf(kErrors, focus)).toMatchObject({ metrics: ['error_ratio'], where: focus });
  const waiting = { ...kErrors, name: 'waiting', labels: ['component', 'region'] };
  expect(exploreOf(waiting, focus)).toMatchObject({ selected: 'waiting', where: {} });
});

test('a range lies on the grid of samples and inside the past', () => {
  expect(spanOf({ last_s: 600 }, 372.4e9, 2700e9)).toEqual({ from_ns: -225e9, to_ns: 375e9 });
  expect(spanOf({ last_s: 600 }, 375e9, 2700e9)).toEqual({ from_ns: -220e9, to_ns: 380e9 });
  expect(spanOf({ last_s: 7200 }, 372e9, 2700e9).from_ns).toBe(-2700e9);
  expect(spanOf({ from_s: -7, to_s: -6 }, 372e9, 2700e9)).toEqual({ from_ns: -10e9, to_ns: -5e9 });
});

test('the step is a whole number of samples and gives at most a few hundred points', () => {
  for (const last_s of [60, 600, 1800, 3600, 7200]) {
    const { from_ns, to_ns, step_ns } = queryFor(
      kErrors,
      { ...kExplore, range: { last_s } },
      4000e9,
      9000e9,
    );
    expect(step_ns % 5e9).toBe(0);
    expect((to_ns - from_ns) / step_ns).toBeLessThan(500);
  }
});

test('the question does not change with the time, nor with labels that are not the metric’s', () => {
  expect(questionOf(kDepth, kExplore)).toBe(
    questionOf(kDepth, { ...kExplore, by: ['region', 'code'] }),
  );
  expect(questionOf(kDepth, kExplore)).not.toBe(questionOf(kDepth, { ...kExplore, by: [] }));
});

test('toggling twice is nothing', () => {
  expect(toggle(toggle(['a'], 'b'), 'b')).toEqual(['a']);
});

test('the first board has what the page is about, selected, and no queue where there is none', () => {
  expect(defaultExplore({}, 'client_failure_ratio', false)).toMatchObject({
    metrics: [
      'client_failure_ratio',
      'request_rate',
      'error_ratio',
      'latency_p99',
      'worker_utilization',
    ],
    selected: 'client_failure_ratio',
  });
  expect(defaultExplore({}, 'request_rate').metrics).toEqual(defaultExplore().metrics);
});
