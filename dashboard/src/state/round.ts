// A round as a page knows it: the opening state, then frames. Signals, so that one number can change
// without a page being drawn again.
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { kSecond } from '../base/format';
import type { Result } from '../base/result';
import type { RoundClient } from '../wire/client';
import { Live, type LinkState } from '../wire/live';
import type * as wire from '../wire/types';

export const kSampleNs = 5 * kSecond;

export class Round {
  readonly now: Signal<number>;
  readonly state: Signal<wire.ClockState>;
  readonly entries: Signal<readonly wire.Entry[]>;
  readonly alerts: Signal<readonly wire.AlertState[]> = signal([]);
  readonly commands: Signal<readonly wire.Command[]> = signal([]);
  readonly truth: Signal<wire.TruthFrame | null> = signal(null);
  readonly link: Signal<LinkState> = signal('connecting');
  // Counts the engine's samples: a panel that stays open asks again when it changes.
  readonly sample: ReadonlySignal<number>;

  constructor(
    readonly client: RoundClient,
    readonly opening: wire.Opening,
  ) {
    this.now = signal(opening.now_ns);
    this.state = signal(opening.state);
    this.entries = signal(merge([], opening.entries));
    this.sample = computed(() => Math.floor(this.now.value / kSampleNs));
  }

  get scenario(): wire.ScenarioView {
    return this.opening.scenario;
  }

  apply(frame: wire.Frame): void {
    batch(() => {
      this.now.value = frame.time_ns;
      this.state.value = frame.state;
      if (frame.entries.length > 0) this.entries.value = merge(this.entries.value, frame.entries);
      this.alerts.value = frame.alerts;
      this.commands.value = frame.commands;
      if (frame.truth !== null) this.truth.value = frame.truth;
    });
  }

  // Says, does, hints, marks ...: on the server's disk before it counts here.
  async add(kind: wire.EntryKind, payload: wire.Payload): Promise<Result<wire.Entry>> {
    const added = await this.client.add(kind, payload);
    if (added.ok) this.keep(added.value);
    return added;
  }

  keep(entry: wire.Entry): void {
    this.entries.value = merge(this.entries.value, [entry]);
  }

  connect(): Live {
    const live = new Live({
      address: (after) => this.client.liveAddress(after),
      after: this.opening.last,
      onFrame: (frame) => this.apply(frame),
      onLink: (state) => {
        this.link.value = state;
      },
    });
    live.open();
    window.addEventListener('online', () => live.hurry());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) live.hurry();
    });
    return live;
  }
}

// In order of seq, each once: an entry may come as an answer and in a frame, in either order.
export function merge(
  known: readonly wire.Entry[],
  more: readonly wire.Entry[],
): readonly wire.Entry[] {
  const seen = new Set(known.map((entry) => entry.seq));
  const fresh = more.filter((entry) => !seen.has(entry.seq));
  if (fresh.length === 0) return known;
  return [...known, ...fresh].sort((a, b) => a.seq - b.seq);
}
