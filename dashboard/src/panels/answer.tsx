import { formatDuration, formatOffset } from '../base/format';
import type { AskShown } from '../wire/types';

export interface AnswerProps {
  shown: AskShown;
  now: number;
}

// A question with its answer, or how long it may still take.
export function Answer({ shown, now }: AnswerProps) {
  const wait = shown.ready_ns - now;
  return (
    <div class="stack">
      <p>
        <span class="soft">You:</span> {shown.ask}
      </p>
      {shown.answer === null ? (
        <p class="soft">
          {shown.person} is looking into it
          {wait > 0 ? `, an answer in about ${formatDuration(Math.ceil(wait / 5e9) * 5e9)}.` : '.'}
        </p>
      ) : (
        <p>
          <span class="soft" title={formatOffset(shown.ready_ns)}>
            {shown.person}:
          </span>{' '}
          {shown.answer}
        </p>
      )}
    </div>
  );
}
