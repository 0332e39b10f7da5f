// Where the interviewer is in the script, from the journal: what was given, asked and answered,
// and what comes next. Pure.
import type { TruthView } from '../../wire/truth';
import type { Entry } from '../../wire/types';

export interface Rung {
  index: number;
  text: string;
  givesAway: string;
  // Null while it has not been given.
  givenNs: number | null;
}

export interface Asked {
  id: string;
  ask: string;
  good: string;
  // The last mark counts: an answer may be marked again on second thought.
  answered: string | null;
  atNs: number | null;
}

export interface ScriptState {
  hints: Rung[];
  // The next rung of the ladder; null at its end.
  next: number | null;
  followups: Asked[];
  pushback: Asked[];
}

// What only a person in the room can see. The last mark counts; `unseen` takes it back.
export interface Observed {
  what: 'drawing' | 'assistant';
  value: string | null;
  atNs: number | null;
}

export function observedState(entries: readonly Entry[]): Observed[] {
  return (['drawing', 'assistant'] as const).map((what) => {
    const last = entries.filter((e) => e.kind === 'observed' && e.payload['what'] === what).at(-1);
    const value = last ? String(last.payload['value'] ?? 'unseen') : 'unseen';
    return value === 'unseen' || !last
      ? { what, value: null, atNs: null }
      : { what, value, atNs: last.time_ns };
  });
}

function lastAnswer(entries: readonly Entry[], kind: Entry['kind'], id: string): Entry | null {
  return entries.filter((e) => e.kind === kind && e.payload['id'] === id).at(-1) ?? null;
}

export function scriptState(script: TruthView['script'], entries: readonly Entry[]): ScriptState {
  const given = new Map<number, number>();
  for (const entry of entries) {
    if (entry.kind === 'hint') given.set(Number(entry.payload['index']), entry.time_ns);
  }
  const asked = (kind: 'followup' | 'pushback', questions: TruthView['script']['followups']) =>
    questions.map(({ id, ask, good }): Asked => {
      const entry = lastAnswer(entries, kind, id);
      const answered = entry ? String(entry.payload['answered'] ?? '') : null;
      return { id, ask, good, answered, atNs: entry?.time_ns ?? null };
    });
  const hints = script.hints.map(
    ({ text, gives_away }, index): Rung => ({
      index,
      text,
      givesAway: gives_away,
      givenNs: given.get(index) ?? null,
    }),
  );
  return {
    hints,
    next: hints.find((hint) => hint.givenNs === null)?.index ?? null,
    followups: asked('followup', script.followups),
    pushback: asked('pushback', script.pushback),
  };
}
