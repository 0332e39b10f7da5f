// What a reviewer may see before their first rating is locked: the candidate's way up to the last
// decision, and nothing of how it ended or of what others thought. Judging a decision by its
// result is the oldest mistake there is (Baron & Hershey 1988). Pure.
import type { Entry } from '../../wire/types';

// The last act; of a round without one, the last thing that the candidate looked at or said.
export function lastDecision(entries: readonly Entry[]): Entry | null {
  const theirs = entries.filter((entry) => entry.actor === 'candidate');
  const acts = theirs.filter((entry) => entry.kind === 'do');
  return (acts.length > 0 ? acts : theirs).at(-1) ?? null;
}

const kOpinions = new Set(['note', 'mark', 'rating', 'followup', 'pushback']);

function isOpinion(entry: Entry): boolean {
  return entry.actor === 'interviewer' && kOpinions.has(entry.kind);
}

// The entries that may be shown. Hints and injects stay: the candidate was told them.
export function visibleEntries(entries: readonly Entry[], covered: boolean): Entry[] {
  const shown = entries.filter((entry) => entry.kind !== 'state');
  if (!covered) return shown;
  const last = lastDecision(entries)?.seq ?? 0;
  return shown.filter(
    (entry) => entry.actor === 'reviewer' || (entry.seq <= last && !isOpinion(entry)),
  );
}
