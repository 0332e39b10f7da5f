// Looks that stay open. A look is journaled once, when it is made; while it is on the screen it is
// read again at each new sample, without an entry and without a flicker: the old answer stays until
// the new one is here.
import { effect, type Signal, signal } from '@preact/signals';
import type { Failure } from '../base/result';
import type * as wire from '../wire/types';
import type { Round } from './round';

export type LookState = 'loading' | 'ready' | 'failed';

export interface OpenLook<W extends keyof wire.ShownBy> {
  readonly what: W;
  readonly state: Signal<LookState>;
  readonly shown: Signal<wire.ShownBy[W] | null>;
  readonly error: Signal<Failure | null>;
  readonly seq: Signal<number>; // 0: not journaled yet
  close(): void;
}

export interface LookOptions {
  refresh?: boolean; // default true; a diff or a runbook does not change
  isHidden?: () => boolean;
}

export function openLook<L extends wire.Look>(
  round: Round,
  look: L,
  options: LookOptions = {},
): OpenLook<L['what']> {
  type W = L['what'];
  const what: W = look.what;
  const state = signal<LookState>('loading');
  const shown = signal<wire.ShownBy[W] | null>(null);
  const error = signal<Failure | null>(null);
  const seq = signal(0);
  const isHidden = options.isHidden ?? (() => document.hidden);
  let closed = false;
  let busy = false;
  let stop = () => {};

  async function again(): Promise<void> {
    if (busy || closed || isHidden()) return;
    busy = true;
    const answer = await round.client.lookAgain(what, seq.value);
    busy = false;
    if (closed) return;
    if (answer.ok) {
      shown.value = answer.value;
      error.value = null;
    } else {
      error.value = answer.error;
    }
  }

  async function first(): Promise<void> {
    const answer = await round.client.look(look);
    if (closed) {
      if (answer.ok) round.keep(answer.value.entry);
      return;
    }
    if (!answer.ok) {
      error.value = answer.error;
      state.value = 'failed';
      return;
    }
    seq.value = answer.value.entry.seq;
    shown.value = answer.value.shown;
    state.value = 'ready';
    round.keep(answer.value.entry);
    if (options.refresh === false) return;
    let seen = round.sample.peek();
    stop = effect(() => {
      const sample = round.sample.value;
      if (sample === seen) return;
      seen = sample;
      void again();
    });
  }

  void first();
  return {
    what,
    state,
    shown,
    error,
    seq,
    close() {
      closed = true;
      stop();
    },
  };
}
