// What a reviewer may see before their first rating is locked: the candidate's way up to their last
// word, and nothing of the cause, of what came of the last decision, or of what others thought.
// Judging a decision by its result is the oldest mistake there is (Baron & Hershey 1988). Pure.
import type { Entry } from '../../wire/types';

function theirsOf(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => entry.actor === 'candidate');
}

// The last that the candidate looked at, said or did: `resolved` and the handover are theirs too.
export function lastOfTheirs(entries: readonly Entry[]): Entry | null {
  return theirsOf(entries).at(-1) ?? null;
}

// The last act, from which on the world tells the result; of a round without one, the last entry.
export function lastDecision(entries: readonly Entry[]): Entry | null {
  const acts = theirsOf(entries).filter((entry) => entry.kind === 'do');
  return acts.at(-1) ?? lastOfTheirs(entries);
}

const kOpinions = new Set(['note', 'mark', 'rating', 'followup', 'pushback', 'observed']);

function isOpinion(entry: Entry): boolean {
  return entry.actor === 'interviewer' && kOpinions.has(entry.kind);
}

// The entries that may be shown. Hints and injects stay: the candidate was told them.
export function visibleEntries(entries: readonly Entry[], covered: boolean): Entry[] {
  const shown = entries.filter((entry) => entry.kind !== 'state');
  if (!covered) return shown;
  const last = lastOfTheirs(entries)?.seq ?? 0;
  return shown.filter(
    (entry) => entry.actor === 'reviewer' || (entry.seq <= last && !isOpinion(entry)),
  );
}
