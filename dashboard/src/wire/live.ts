// The live frames of a round over a WebSocket that comes back by itself. Entries are never lost or
// doubled: it asks for what comes after the last entry it has.
import { decode, frame as frameShape } from './decode';
import type { Frame } from './types';

// connecting: not open yet. live: frames arrive. stale: what is shown may be out of date.
export type LinkState = 'connecting' | 'live' | 'stale';

export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  close(): void;
}

export interface LiveOptions {
  address: (after: number) => string;
  after: number;
  onFrame: (frame: Frame) => void;
  onLink: (state: LinkState) => void;
  connect?: (address: string) => Socket;
  schedule?: (run: () => void, ms: number) => number;
  cancel?: (timer: number) => void;
}

const kBackoffMs = [250, 500, 1000, 2000, 4000];
const kStaleAfterMs = 3500; // a running round sends a frame a second
const kHungAfterMs = 10000;

export class Live {
  private socket: Socket | null = null;
  private after: number;
  private failures = 0;
  private timer: number | null = null;
  private closed = false;
  private running = false;
  private readonly connectTo: (address: string) => Socket;
  private readonly schedule: (run: () => void, ms: number) => number;
  private readonly cancel: (timer: number) => void;

  constructor(private readonly options: LiveOptions) {
    this.after = options.after;
    this.connectTo = options.connect ?? ((address) => new WebSocket(address) as Socket);
    this.schedule = options.schedule ?? ((run, ms) => window.setTimeout(run, ms));
    this.cancel = options.cancel ?? ((timer) => window.clearTimeout(timer));
  }

  open(): void {
    if (this.closed) return;
    this.drop();
    const socket = this.connectTo(this.options.address(this.after));
    this.socket = socket;
    socket.onopen = () => {
      this.options.onLink('live');
      this.watch();
    };
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = () => this.lost();
  }

  // Tries at once instead of waiting: the browser says the network is back, or the tab is shown.
  hurry(): void {
    if (this.socket === null && !this.closed) this.open();
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private receive(data: unknown): void {
    const parsed = parse(data);
    const decoded = decode(frameShape, parsed);
    if (!decoded.ok) {
      // Not trusted, and not skipped either: it is asked for again from the last good entry.
      console.error('threeam: a frame was refused:', decoded.error.where, decoded.error.message);
      this.lost();
      return;
    }
    const frame = decoded.value;
    frame.entries = frame.entries.filter((entry) => entry.seq > this.after);
    this.after = Math.max(this.after, frame.last);
    this.running = frame.state === 'running';
    this.failures = 0;
    this.options.onLink('live');
    this.watch();
    this.options.onFrame(frame);
  }

  // While the clock runs, silence means that what is shown is old; longer, that the link hangs.
  private watch(): void {
    this.stop();
    if (!this.running) return;
    this.timer = this.schedule(() => {
      this.options.onLink('stale');
      this.timer = this.schedule(() => this.lost(), kHungAfterMs - kStaleAfterMs);
    }, kStaleAfterMs);
  }

  private lost(): void {
    if (this.closed) return;
    this.drop();
    this.options.onLink('stale');
    const wait = kBackoffMs[Math.min(this.failures, kBackoffMs.length - 1)] ?? 4000;
    this.failures += 1;
    this.timer = this.schedule(() => this.open(), wait);
  }

  private drop(): void {
    this.stop();
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private stop(): void {
    if (this.timer !== null) this.cancel(this.timer);
    this.timer = null;
  }
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
