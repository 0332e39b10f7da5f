// The scorecard, asked for until it is there. Computing it plays every course of action to its end:
// seconds of work on the server.
import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Failure } from '../../base/result';
import type { Round } from '../../state/round';
import type { Scorecard } from '../../wire/types';

export interface ScoreState {
  card: Scorecard | null;
  progress: number | null; // 0..1 while it is computed
  error: Failure | null;
}

export interface ScoreHandle {
  state: Signal<ScoreState>;
  again: () => void;
}

const kAskMs = 700;

export function useScore(round: Round, wanted: boolean): ScoreHandle {
  const state = useMemo(() => signal<ScoreState>({ card: null, progress: null, error: null }), []);
  const asked = useMemo(() => signal(0), []);
  const finished = round.state.value === 'finished';
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    let timer = 0;
    async function ask(): Promise<void> {
      const answer = await round.client.score();
      if (left) return;
      const { card } = state.peek();
      if (!answer.ok) {
        state.value = { card, progress: null, error: answer.error };
      } else if ('card' in answer.value) {
        state.value = { card: answer.value.card, progress: null, error: null };
      } else {
        state.value = { card, progress: answer.value.progress, error: null };
        timer = window.setTimeout(() => void ask(), kAskMs);
      }
    }
    state.value = { ...state.peek(), progress: state.peek().progress ?? 0, error: null };
    void ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [wanted, finished, asked.value]);
  return { state, again: () => (asked.value += 1) };
}
