// `truth` of a round's opening state: what the interviewer and the reviewer know of the scenario
// (interviewer_view in sim/model/views.cc). Never sent to a candidate.
import { type Result } from '../base/result';
import { type Decoder, decode, flag, list, number, or, shape, table, text } from './decoder';
import type { Labels } from './types';

export interface Cause {
  component: string;
  mechanism: string;
}

export interface TimelineEvent {
  id: string;
  at_ns: number;
  kind: string;
  hidden: boolean;
  author: string;
  note: string;
}

export interface Hint {
  text: string;
  gives_away: string;
}

export interface Question {
  id: string;
  ask: string;
  good: string;
}

export interface TruthView {
  id: string;
  truth: {
    summary: string;
    chain: string[];
    cause: { accept: Cause[]; near: Cause[] };
    began_ns: number;
    decoys: string[];
    blamed_change: string;
    data_at_risk: string[];
    estimate: { metric: string; where: Labels; since_ns: number; dataset: string; format: string };
    options: { id: string; actions: { action: string; after_ns: number }[] }[];
  };
  suspects: { id: string; about: string }[];
  timeline: TimelineEvent[];
  script: { hints: Hint[]; followups: Question[]; pushback: Question[] };
  notes: string;
}

const causes = or(list(shape<Cause>({ component: or(text, ''), mechanism: text })), []);
const question = shape<Question>({ id: text, ask: text, good: or(text, '') });

const truthView: Decoder<TruthView> = shape<TruthView>({
  id: text,
  truth: shape<TruthView['truth']>({
    summary: text,
    chain: list(text),
    cause: shape<TruthView['truth']['cause']>({ accept: causes, near: causes }),
    began_ns: number,
    decoys: or(list(text), []),
    blamed_change: or(text, ''),
    data_at_risk: or(list(text), []),
    estimate: shape<TruthView['truth']['estimate']>({
      metric: or(text, ''),
      where: or(table(text), {}),
      since_ns: or(number, 0),
      dataset: or(text, ''),
      format: or(text, ''),
    }),
    options: or(
      list(
        shape<TruthView['truth']['options'][number]>({
          id: text,
          actions: or(
            list(
              shape<{ action: string; after_ns: number }>({
                action: text,
                after_ns: or(number, 0),
              }),
            ),
            [],
          ),
        }),
      ),
      [],
    ),
  }),
  suspects: or(list(shape<{ id: string; about: string }>({ id: text, about: or(text, '') })), []),
  timeline: or(
    list(
      shape<TimelineEvent>({
        id: text,
        at_ns: number,
        kind: text,
        hidden: or(flag, false),
        author: or(text, ''),
        note: or(text, ''),
      }),
    ),
    [],
  ),
  script: shape<TruthView['script']>({
    hints: or(list(shape<Hint>({ text, gives_away: or(text, '') })), []),
    followups: or(list(question), []),
    pushback: or(list(question), []),
  }),
  notes: or(text, ''),
});

export function decodeTruth(value: unknown): Result<TruthView> {
  return decode(truthView, value);
}
