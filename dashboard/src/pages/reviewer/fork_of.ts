// Acts within a moment of one another are one decision, and only its first has the other courses.
// Pure.
import type { Course, KnownDecision } from '../../wire/types';

// The decision whose other courses belong to the act; null when none were played out.
export function forkOf<D extends KnownDecision & { from_here?: Course[] }>(
  decisions: readonly D[],
  act: number | null,
): D | null {
  if (act === null) return null;
  const before = decisions.filter(
    ({ entry, values, from_here = [] }) =>
      entry <= act && (values.length > 0 || from_here.length > 0),
  );
  return before.at(-1) ?? null;
}
