// A hint that was readied does not stay ready: the press that gives it must follow soon, while the
// round is in play, and about the same hint.
import { effect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ClockState } from '../../wire/types';

export const kArmedMs = 8000;

// Until it is stopped.
export function disarming(
  armed: Signal<number | null>,
  state: ReadonlySignal<ClockState>,
): () => void {
  return effect(() => {
    const open = state.value === 'running' || state.value === 'paused';
    if (armed.value === null) return undefined;
    if (!open) {
      armed.value = null;
      return undefined;
    }
    const timer = setTimeout(() => (armed.value = null), kArmedMs);
    return () => clearTimeout(timer);
  });
}
