import { formatDuration, formatOffset } from '../base/format';
import type { AskShown } from '../wire/types';

export interface AnswerProps {
  shown: AskShown;
  now: number;
  watched?: boolean; // by the interviewer: what is shown is of the time of the question
}

function pending({ person, ready_ns }: AskShown, wait: number, watched: boolean): string {
  if (wait > 0) {
    const about = formatDuration(Math.ceil(wait / 5e9) * 5e9);
    return `${person} is looking into it, an answer in about ${about}.`;
  }
  return watched
    ? `${person} answered at ${formatOffset(ready_ns)}; they have the answer on their page.`
    : `${person} is looking into it.`;
}

// A question with its answer, or how long it may still take.
export function Answer({ shown, now, watched = false }: AnswerProps) {
  const wait = shown.ready_ns - now;
  return (
    <div class="stack">
      <p>
        <span class="soft">You:</span> {shown.ask}
      </p>
      {shown.answer === null ? (
        <p class="soft">{pending(shown, wait, watched)}</p>
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
