// A look as a hook: made when the question changes, refreshed while it is on the screen. The answer
// to the last question stays until the new one is here, so that nothing flickers.
import { effect, useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../base/result';
import { type LookOptions, type LookState, openLook } from '../state/looks';
import type { Round } from '../state/round';
import type { Look, ShownBy } from '../wire/types';

export interface Looking<W extends keyof ShownBy> {
  state: LookState;
  shown: ShownBy[W] | null;
  error: Failure | null;
  seq: number;
  settled: boolean; // what is shown answers the present question
  retry: () => void;
}

// `question` null: nothing is asked yet.
export function useLook<L extends Look>(
  round: Round,
  question: string | null,
  make: () => L,
  options: LookOptions = {},
): Looking<L['what']> {
  type W = L['what'];
  const [attempt, setAttempt] = useState(0);
  const seen = useSignal<Omit<Looking<W>, 'retry'>>({
    state: 'loading',
    shown: null,
    error: null,
    seq: 0,
    settled: false,
  });
  useEffect(() => {
    if (question === null) {
      seen.value = { state: 'loading', shown: null, error: null, seq: 0, settled: false };
      return undefined;
    }
    const look = openLook(round, make(), options);
    const before = seen.peek().shown;
    const stop = effect(() => {
      const shown = look.shown.value as ShownBy[W] | null;
      seen.value = {
        state: look.state.value,
        shown: shown ?? before,
        error: look.error.value,
        seq: look.seq.value,
        settled: shown !== null,
      };
    });
    return () => {
      stop();
      look.close();
    };
  }, [question, attempt]);
  // A look that failed for want of the server is made again by itself once the server is back.
  const live = round.link.value === 'live';
  useEffect(() => {
    const { state, error } = seen.peek();
    if (live && state === 'failed' && error?.code === 'unreachable') setAttempt(attempt + 1);
  }, [live]);
  return { ...seen.value, retry: () => setAttempt(attempt + 1) };
}
