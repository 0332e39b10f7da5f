// Acts within a moment of one another are one decision, and only its first has the other courses.
// Pure.
import type { Decision } from '../../wire/types';

// The decision whose other courses belong to the act; null when none were played out.
export function forkOf(decisions: readonly Decision[], act: number | null): Decision | null {
  if (act === null) return null;
  const before = decisions.filter(({ entry, from_here }) => entry <= act && from_here.length > 0);
  return before.at(-1) ?? null;
}
