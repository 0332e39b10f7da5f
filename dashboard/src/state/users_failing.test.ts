import { expect, test } from 'vitest';
import type { QueryResult } from '../wire/types';
import { usersFailing } from './users_failing';

function byRoute(unit: string, series: Record<string, (number | null)[]>): QueryResult {
  return {
    unit,
    times_ns: [0, 15e9],
    recorded: false,
    series: Object.entries(series).map(([route, values]) => ({ labels: { route }, values })),
  };
}

const routes = [
  { route: 'GET /shop', user_facing: true },
  { route: 'POST /pay', user_facing: true },
  { route: 'POST /internal/settle', user_facing: false },
];

test('a route weighs as much as it is asked for', () => {
  const shares = byRoute('ratio', { 'GET /shop': [0, 0], 'POST /pay': [0.5, 1] });
  const rates = byRoute('requests/s', { 'GET /shop': [90, 30], 'POST /pay': [10, 10] });
  expect(usersFailing(shares, rates, routes).values).toEqual([0.05, 0.25]);
});

test('what a service asks of another is not what users meet', () => {
  const shares = byRoute('ratio', { 'GET /shop': [0.1, 0.1], 'POST /internal/settle': [1, 1] });
  const rates = byRoute('requests/s', {
    'GET /shop': [10, 10],
    'POST /internal/settle': [500, 500],
  });
  expect(usersFailing(shares, rates, routes).values).toEqual([0.1, 0.1]);
});

test('where nobody asks there is no share', () => {
  const shares = byRoute('ratio', { 'GET /shop': [null, 0.2] });
  const rates = byRoute('requests/s', { 'GET /shop': [0, 10] });
  expect(usersFailing(shares, rates, routes).values).toEqual([null, 0.2]);
  expect(usersFailing(shares, byRoute('requests/s', {}), routes).values).toEqual([null, null]);
});
