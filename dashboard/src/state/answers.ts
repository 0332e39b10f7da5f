// Colleagues' answers at the playhead. A look at a question is journaled when it is asked, and the
// answer comes later: asked at + the answer's delay. Pure.
import type { Entry, ScenarioView } from '../wire/types';

export interface Answered {
  question: Entry;
  person: string;
  ready_ns: number;
}

// The last question with an answer that came after the look on the screen was opened: what a
// candidate would have been told since. What is on the screen itself shows its own answer.
export function answeredSince(
  entries: readonly Entry[],
  people: ScenarioView['people'],
  look: Entry | null,
  time_ns: number,
): Answered | null {
  const answered = entries
    .filter(({ kind }) => kind === 'look')
    .flatMap((entry) => answerTo(entry, people) ?? [])
    .filter(({ question, ready_ns }) => question.seq !== look?.seq && ready_ns <= time_ns)
    .filter(({ ready_ns }) => look === null || ready_ns >= look.time_ns)
    .sort((a, b) => a.ready_ns - b.ready_ns);
  return answered.at(-1) ?? null;
}

// Of a look that is no question, and of one that the scenario does not know: null.
export function answerTo(question: Entry, people: ScenarioView['people']): Answered | null {
  const { what, person, answer } = question.payload;
  if (what !== 'ask') return null;
  const asked = people
    .find(({ name }) => name === person)
    ?.questions.find(({ id }) => id === answer);
  if (!asked) return null;
  return { question, person: String(person), ready_ns: question.time_ns + asked.after_ns };
}
