// Where the answer to "if taken now" stands, and what to say while there is none. Pure.
import { explain, type Failure } from '../../base/result';
import type { ClockState, OptionsShown } from '../../wire/types';

export interface Options {
  answer: OptionsShown | null;
  error: Failure | null;
}

export type OptionsStand =
  | {
      kind: 'ready';
      at_ns: number;
      lucks: number;
      options: OptionsShown['options'];
      stale: string | null;
    }
  | { kind: 'none'; title: string; more: string; progress: number | null };

const kPlayedOut =
  'Each option is played out to the end of the round, under one luck after another.';

export function optionsStand({ answer, error }: Options, state: ClockState): OptionsStand {
  const progress = answer?.computing ? answer.progress : null;
  const none = (title: string, more = ''): OptionsStand => ({
    kind: 'none',
    title,
    more,
    progress: error ? null : progress,
  });
  if (answer !== null && answer.at_ns !== null) {
    const stale = error ? explain(error) : null;
    const { at_ns, lucks, options } = answer;
    return { kind: 'ready', at_ns, lucks, options, stale };
  }
  if (state === 'waiting') return none('Computed once the round runs.');
  if (error) return none('It could not be computed.', `${explain(error)} It is asked for again.`);
  if (answer === null) return none('Asking for it.');
  if (answer.computing) return none('The first answer is being computed.', kPlayedOut);
  if (state === 'finished') return none('The round ended before it was computed.');
  return none('The server is busy and has not begun to compute it.', 'It is asked for again.');
}
