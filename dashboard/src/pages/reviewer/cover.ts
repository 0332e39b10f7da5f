// What a reviewer may see before their first rating is locked: the candidate's way up to the last
// decision, and nothing of how it ended or of what others thought. Judging a decision by its
// result is the oldest mistake there is (Baron & Hershey 1988). Pure.
import type { Entry } from '../../wire/types';

// The last act; of a round without one, the last thing that the candidate looked at or said.
export function lastDecisionNs(entries: readonly Entry[]): number {
  const by = entries.filter((entry) => entry.actor === 'candidate');
  const acts = by.filter((entry) => entry.kind === 'do');
  const last = (acts.length > 0 ? acts : by).at(-1);
  return last?.time_ns ?? 0;
}

const kOpinions = new Set(['note', 'mark', 'rating', 'followup', 'pushback']);

function isOpinion(entry: Entry): boolean {
  return entry.actor === 'interviewer' && kOpinions.has(entry.kind);
}

// The entries that may be shown. Hints and injects stay: the candidate was told them.
export function visibleEntries(entries: readonly Entry[], covered: boolean): Entry[] {
  const shown = entries.filter((entry) => entry.kind !== 'state');
  if (!covered) return shown;
  const end = lastDecisionNs(entries);
  const lastAct = entries.filter((entry) => entry.kind === 'do').at(-1)?.seq ?? Infinity;
  return shown.filter(
    (entry) =>
      entry.actor === 'reviewer' ||
      (entry.time_ns <= end &&
        !isOpinion(entry) &&
        (entry.kind !== 'outcome' || entry.seq < lastAct)),
  );
}
