import { beforeEach, expect, test, vi } from 'vitest';
import { entryOf, frameOf } from './fixtures';
import { Live, type LinkState, type Socket } from './live';
import type { Frame } from './types';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;

  constructor(readonly address: string) {}

  close(): void {
    this.closed = true;
  }

  say(fields: Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify(frameOf(fields)) });
  }
}

let sockets: FakeSocket[];
let frames: Frame[];
let links: LinkState[];
let timers: { run: () => void; ms: number; id: number }[];

function make(after = 0): Live {
  let next = 1;
  return new Live({
    address: (last) => `live?after=${last}`,
    after,
    onFrame: (frame) => frames.push(frame),
    onLink: (state) => links.push(state),
    connect: (address) => {
      const socket = new FakeSocket(address);
      sockets.push(socket);
      return socket;
    },
    schedule: (run, ms) => {
      timers.push({ run, ms, id: next });
      return next++;
    },
    cancel: (id) => {
      timers = timers.filter((timer) => timer.id !== id);
    },
  });
}

function fire(): number {
  const timer = timers.shift();
  timer?.run();
  return timer?.ms ?? -1;
}

const socket = () => {
  const last = sockets[sockets.length - 1];
  if (!last) throw new Error('no socket');
  return last;
};

beforeEach(() => {
  sockets = [];
  frames = [];
  links = [];
  timers = [];
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

test('after a lost connection it asks for what comes after the last entry', () => {
  make(3).open();
  expect(socket().address).toBe('live?after=3');
  socket().say({ entries: [entryOf(4, 'hint'), entryOf(5, 'inject')], last: 5 });
  socket().onclose?.();
  expect(links[links.length - 1]).toBe('stale');
  fire();
  expect(socket().address).toBe('live?after=5');
});

test('an entry that is sent again is not shown again', () => {
  make().open();
  socket().say({ entries: [entryOf(1, 'hint')], last: 1 });
  socket().say({ entries: [entryOf(1, 'hint'), entryOf(2, 'hint')], last: 2 });
  expect(frames.map((frame) => frame.entries.map((entry) => entry.seq))).toEqual([[1], [2]]);
});

test('it waits longer after each failure, and not at all when the network is back', () => {
  const live = make();
  live.open();
  const waits = [0, 1, 2, 3, 4, 5].map(() => {
    socket().onclose?.();
    return fire();
  });
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  socket().onclose?.();
  const before = sockets.length;
  live.hurry();
  expect(sockets.length).toBe(before + 1);
  expect(timers).toEqual([]);
});

test('a good frame resets the wait', () => {
  make().open();
  socket().onclose?.();
  fire();
  socket().onclose?.();
  fire();
  socket().say({ state: 'paused' });
  socket().onclose?.();
  expect(fire()).toBe(250);
});

test('silence while the clock runs is stale, then a new connection', () => {
  make().open();
  socket().onopen?.();
  socket().say({ state: 'running' });
  fire();
  expect(links[links.length - 1]).toBe('stale');
  const hung = socket();
  fire();
  fire();
  expect(hung.closed).toBe(true);
  expect(sockets.length).toBe(2);
});

test('silence while the clock stands is no alarm', () => {
  make().open();
  socket().say({ state: 'paused' });
  expect(timers).toEqual([]);
});

test('a frame that is not one is asked for again, not skipped', () => {
  make(2).open();
  socket().onmessage?.({ data: '{"n": 1}' });
  expect(frames).toEqual([]);
  expect(links[links.length - 1]).toBe('stale');
  fire();
  expect(socket().address).toBe('live?after=2');
});

test('once closed it stays closed', () => {
  const live = make();
  live.open();
  const first = socket();
  live.close();
  expect(first.closed).toBe(true);
  live.hurry();
  expect(sockets.length).toBe(1);
});
