// The playhead and the view of the timeline. Signals, so that a drag redraws what follows the
// playhead and nothing else.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  clamp,
  follow,
  lastAtOrBefore,
  pan,
  play,
  type Span,
  step,
  zoom,
} from '../../widgets/timeline_layout';
import type { Entry } from '../../wire/types';

export const kSpeeds = [1, 4, 15, 60] as const;

// A moment that an entry has to do with.
export interface Stop {
  entry: number;
  at_ns: number;
}

export class Playback {
  readonly playhead = signal(0);
  readonly span = signal<Span>({ from_ns: 0, to_ns: 1 });
  readonly playing = signal(false);
  readonly speed = signal<number>(4);
  // The entry that one is on, of several at the same moment.
  private readonly chosen = signal<number | null>(null);
  // The last entry at or before the playhead; null before the first.
  readonly current: ReadonlySignal<Entry | null>;

  constructor(
    readonly entries: ReadonlySignal<readonly Entry[]>,
    readonly bounds: ReadonlySignal<Span>,
    readonly endNs: ReadonlySignal<number>, // the playhead goes no further
    first: { span: Span; playhead: number },
  ) {
    this.span.value = first.span;
    this.playhead.value = first.playhead;
    this.current = computed(() => {
      const times = this.times();
      const time = this.playhead.value;
      const index = this.chosen.value;
      if (index !== null && times[index] === time) return this.entries.value[index] ?? null;
      return this.entries.value[lastAtOrBefore(times, time)] ?? null;
    });
  }

  private times(): number[] {
    return this.entries.value.map((entry) => entry.time_ns);
  }

  moveTo(time_ns: number): void {
    batch(() => {
      this.chosen.value = null;
      this.set(time_ns);
    });
  }

  toEntry(seq: number): void {
    const index = this.entries.peek().findIndex((entry) => entry.seq === seq);
    const entry = this.entries.peek()[index];
    if (!entry) return;
    batch(() => {
      this.playing.value = false;
      this.chosen.value = index;
      this.set(entry.time_ns);
    });
  }

  step(direction: 1 | -1): void {
    const times = this.times();
    const next = step(times, this.playhead.peek(), this.chosen.peek(), direction);
    const entry = next === null ? undefined : this.entries.peek()[next];
    if (entry) this.toEntry(entry.seq);
  }

  // What came of an entry may come later than it, as an answer does: then to that moment.
  toStop({ entry, at_ns }: Stop): void {
    const found = this.entries.peek().find(({ seq }) => seq === entry);
    if (found?.time_ns === at_ns) return this.toEntry(entry);
    batch(() => {
      this.playing.value = false;
      this.moveTo(at_ns);
    });
  }

  // To the next or previous of some moments.
  stepAmong(stops: readonly Stop[], direction: 1 | -1): void {
    const time = this.playhead.peek();
    const here = stops.findIndex(
      ({ entry, at_ns }) => at_ns === time && entry === this.current.peek()?.seq,
    );
    const beyond = stops.filter(({ at_ns }, index) => {
      if (here >= 0 && at_ns === time) return direction > 0 ? index > here : index < here;
      return direction > 0 ? at_ns > time : at_ns < time;
    });
    const next = direction > 0 ? beyond[0] : beyond.at(-1);
    if (next) this.toStop(next);
  }

  zoom(factor: number, anchor_ns = this.playhead.peek()): void {
    this.span.value = zoom(this.span.peek(), anchor_ns, factor, this.bounds.peek());
  }

  pan(share: number): void {
    this.span.value = pan(this.span.peek(), share, this.bounds.peek());
  }

  // The round goes on: a view that reached its end still does.
  grow(from: Span, to: Span): void {
    const { from_ns, to_ns } = this.span.peek();
    if (to_ns >= from.to_ns) this.span.value = { from_ns, to_ns: to.to_ns };
  }

  toggle(): void {
    if (!this.playing.peek() && this.playhead.peek() >= this.endNs.peek()) {
      this.moveTo(Math.min(0, this.endNs.peek()));
    }
    this.playing.value = !this.playing.peek();
  }

  faster(by: 1 | -1): void {
    const index = kSpeeds.findIndex((speed) => speed === this.speed.peek());
    this.speed.value = kSpeeds[clamp(index + by, 0, kSpeeds.length - 1)] ?? 4;
  }

  // `elapsed_ms` of wall time went by while playing.
  tick(elapsed_ms: number): void {
    const end = this.endNs.peek();
    const speed = this.speed.peek();
    const next = play(this.playhead.peek(), elapsed_ms, speed, this.times(), end);
    batch(() => {
      this.chosen.value = null;
      this.set(next);
      if (next >= end) this.playing.value = false;
    });
  }

  private set(time_ns: number): void {
    const { from_ns } = this.bounds.peek();
    this.playhead.value = clamp(Math.round(time_ns), from_ns, this.endNs.peek());
    this.span.value = follow(this.span.peek(), this.playhead.peek(), this.bounds.peek());
  }
}
