import { expect, test } from 'vitest';
import { type Fetch, OperatorClient, RoundClient } from './client';
import { entryOf, openingOf } from './fixtures';

interface Call {
  path: string;
  init: RequestInit | undefined;
}

function answering(status: number, body: unknown, calls: Call[] = []): Fetch {
  return (path, init) => {
    calls.push({ path, init });
    return Promise.resolve(
      new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
    );
  };
}

test('an entry is posted as kind and payload, and comes back with its number', async () => {
  const calls: Call[] = [];
  const client = new RoundClient('KEY', answering(200, { entry: entryOf(7, 'say') }, calls));
  const added = await client.add('say', { what: 'acknowledge' });
  expect(added).toMatchObject({ ok: true, value: { seq: 7 } });
  expect(calls[0]?.path).toBe('/api/round/KEY/entries');
  expect(JSON.parse(String(calls[0]?.init?.body))).toEqual({
    kind: 'say',
    payload: { what: 'acknowledge' },
  });
});

test('a refusal is the server’s own words', async () => {
  const refusal = {
    error: { code: 'rejected', message: 'The queue is paused already.', where: 'action' },
  };
  const added = await new RoundClient('KEY', answering(409, refusal)).add('do', {
    action: 'pause',
  });
  expect(added).toEqual({ ok: false, error: refusal.error });
});

test('a server that is away is a failure, not an exception', async () => {
  const client = new RoundClient('KEY', () => Promise.reject(new TypeError('network')));
  expect(await client.opening()).toMatchObject({ ok: false, error: { code: 'unreachable' } });
});

test('an answer that is not JSON is malformed', async () => {
  expect(await new RoundClient('KEY', answering(200, '<html>')).opening()).toMatchObject({
    ok: false,
    error: { code: 'malformed' },
  });
  expect(await new RoundClient('KEY', answering(502, '<html>')).opening()).toMatchObject({
    ok: false,
    error: { message: 'The server answered 502.' },
  });
});

test('a look is decoded by what it looks at', async () => {
  const shown = { flags: [{ name: 'a', about: '', on: true }] };
  const good = new RoundClient('KEY', answering(200, { entry: entryOf(2, 'look'), shown }));
  expect(await good.look({ what: 'flags' })).toMatchObject({ ok: true, value: { shown } });
  expect(await good.look({ what: 'changes' })).toMatchObject({
    ok: false,
    error: { where: 'shown.changes' },
  });
});

test('a score that is being computed is progress', async () => {
  const client = new RoundClient('KEY', answering(202, { progress: 0.4 }));
  expect(await client.score()).toEqual({ ok: true, value: { progress: 0.4 } });
});

test('the live address asks for what comes after the last entry', () => {
  const client = new RoundClient('KEY', answering(200, openingOf()));
  expect(client.liveAddress(12, { protocol: 'https:', host: 'h:1' })).toBe(
    'wss://h:1/api/round/KEY/live?after=12',
  );
  expect(client.liveAddress(0, { protocol: 'http:', host: 'h:1' })).toBe(
    'ws://h:1/api/round/KEY/live?after=0',
  );
});

test('the operator’s key goes into a header, never into an address', async () => {
  const calls: Call[] = [];
  await new OperatorClient('secret', answering(200, { rounds: [] }, calls)).rounds();
  expect(calls[0]?.path).not.toContain('secret');
  expect(calls[0]?.init?.headers).toMatchObject({ Authorization: 'Bearer secret' });
});

test('who asks is said with everything that may be covered for them', async () => {
  const calls: Call[] = [];
  const client = new RoundClient('KEY', answering(202, { progress: 0.5 }, calls));
  client.rater = 'A&B';
  await client.score();
  await client.world(5);
  expect(calls.map(({ path }) => path)).toEqual([
    '/api/round/KEY/score?rater=A%26B',
    '/api/round/KEY/world?at_ns=5&rater=A%26B',
  ]);
  expect(client.address('pack')).toBe('/api/round/KEY/pack?rater=A%26B');
});

test('before one’s rating is locked, of the score what was known comes and no more', async () => {
  const belief = { seeds: 4, suspects: [], steps: [] };
  const expected = { mean: 3, low: 2, high: 4 };
  const decisions = [{ entry: 7, plan: 7, at_ns: 60, values: [{ id: 'nothing', expected }] }];
  const scored = await new RoundClient(
    'KEY',
    answering(200, { covered: true, belief, decisions }),
  ).score();
  expect(scored).toEqual({ ok: true, value: { covered: { belief, decisions } } });
});
