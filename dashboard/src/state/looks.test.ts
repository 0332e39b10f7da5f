import { expect, test } from 'vitest';
import { type Fetch, RoundClient } from '../wire/client';
import { entryOf, openingOf } from '../wire/fixtures';
import type { Frame } from '../wire/types';
import { openLook } from './looks';
import { Round } from './round';

const kSettle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function flags(on: boolean): unknown {
  return { flags: [{ name: 'search.packed', about: '', on }] };
}

interface Server {
  calls: string[];
  answer: (path: string) => { status: number; body: unknown };
}

function roundOf(server: Server): Round {
  const fetcher: Fetch = async (path, init) => {
    server.calls.push(`${init?.method ?? 'GET'} ${path}`);
    const { status, body } = server.answer(path);
    return {
      ok: status < 400,
      status,
      json: () => Promise.resolve(body),
    } as Response;
  };
  return new Round(new RoundClient('K', fetcher), openingOf());
}

function at(round: Round, seconds: number): void {
  const frame: Frame = {
    n: 1,
    time_ns: seconds * 1e9,
    state: 'running',
    entries: [],
    last: 0,
    alerts: [],
    commands: [],
    truth: null,
  };
  round.apply(frame);
}

const kGood = (path: string) =>
  path.endsWith('/look')
    ? { status: 200, body: { entry: entryOf(9, 'look', { what: 'flags' }), shown: flags(true) } }
    : { status: 200, body: { shown: flags(false) } };

test('a look is journaled once and read again at each new sample', async () => {
  const server: Server = { calls: [], answer: kGood };
  const round = roundOf(server);
  const look = openLook(round, { what: 'flags' }, { isHidden: () => false });
  await kSettle();
  expect(look.shown.value?.flags[0]?.on).toBe(true);
  expect(round.entries.value.map((entry) => entry.seq)).toEqual([9]);
  at(round, 3);
  at(round, 6);
  await kSettle();
  expect(look.shown.value?.flags[0]?.on).toBe(false);
  expect(server.calls).toEqual(['POST /api/round/K/look', 'GET /api/round/K/look/9']);
});

test('a hidden tab and a closed panel ask for nothing', async () => {
  const server: Server = { calls: [], answer: kGood };
  const round = roundOf(server);
  let hidden = true;
  const look = openLook(round, { what: 'flags' }, { isHidden: () => hidden });
  await kSettle();
  at(round, 6);
  hidden = false;
  look.close();
  at(round, 12);
  await kSettle();
  expect(server.calls).toEqual(['POST /api/round/K/look']);
});

test('a look that is not refreshed stays as it was', async () => {
  const server: Server = { calls: [], answer: kGood };
  const round = roundOf(server);
  openLook(round, { what: 'flags' }, { refresh: false, isHidden: () => false });
  await kSettle();
  at(round, 60);
  await kSettle();
  expect(server.calls.length).toBe(1);
});

test('a refresh that fails keeps what was shown, and says so', async () => {
  const server: Server = { calls: [], answer: kGood };
  const round = roundOf(server);
  const look = openLook(round, { what: 'flags' }, { isHidden: () => false });
  await kSettle();
  server.answer = () => ({
    status: 503,
    body: { error: { code: 'storage', message: 'Disk full.' } },
  });
  at(round, 6);
  await kSettle();
  expect(look.shown.value?.flags[0]?.on).toBe(true);
  expect(look.error.value?.message).toBe('Disk full.');
  server.answer = kGood;
  at(round, 12);
  await kSettle();
  expect(look.error.value).toBe(null);
});

test('a look that was refused is failed, with the server’s words', async () => {
  const refusal = { error: { code: 'rejected', message: 'Not before the start.' } };
  const round = roundOf({ calls: [], answer: () => ({ status: 409, body: refusal }) });
  const look = openLook(round, { what: 'flags' }, { isHidden: () => false });
  await kSettle();
  expect([look.state.value, look.error.value?.message]).toEqual([
    'failed',
    'Not before the start.',
  ]);
});
