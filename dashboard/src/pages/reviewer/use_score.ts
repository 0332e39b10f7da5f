// The scorecard, asked for until it is there. Computing it plays every course of action to its end:
// seconds of work on the server.
import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Failure } from '../../base/result';
import type { Round } from '../../state/round';
import type { CoveredCard, Scorecard } from '../../wire/types';

export interface ScoreState {
  card: Scorecard | null;
  covered: CoveredCard | null; // in its place until one's own rating is locked
  progress: number | null; // 0..1 while it is computed
  error: Failure | null;
}

export interface ScoreHandle {
  state: Signal<ScoreState>;
  again: () => void;
}

const kAskMs = 700;
const kNothing: ScoreState = { card: null, covered: null, progress: null, error: null };

// `asker` changes with who asks and what they may see: then it is asked for again.
export function useScore(round: Round, wanted: boolean, asker: string): ScoreHandle {
  const state = useMemo(() => signal(kNothing), []);
  const asked = useMemo(() => signal(0), []);
  const finished = round.state.value === 'finished';
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const answer = await round.client.score();
      if (left) return;
      const known = state.peek();
      if (!answer.ok) {
        state.value = { ...known, progress: null, error: answer.error };
      } else if ('card' in answer.value) {
        state.value = { ...kNothing, card: answer.value.card };
      } else if ('covered' in answer.value) {
        state.value = { ...kNothing, covered: answer.value.covered };
      } else {
        state.value = { ...known, progress: answer.value.progress, error: null };
        timer = window.setTimeout(() => void ask(), kAskMs);
      }
    }
    state.value = { ...state.peek(), progress: state.peek().progress ?? 0, error: null };
    void ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [wanted, finished, asker, asked.value]);
  return { state, again: () => (asked.value += 1) };
}
