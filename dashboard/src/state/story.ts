// The journal as its author reads it: charts that were opened together are one line.
import type { Entry } from '../wire/types';

export interface Told {
  entries: Entry[]; // newest first
  folded: ReadonlyMap<number, number>; // seq -> how many more charts that line stands for
}

const kTogetherMs = 600;

function isChart(entry: Entry): boolean {
  return entry.kind === 'look' && entry.payload['what'] === 'panel';
}

// That an action started is told by the action itself.
function isNoise(entry: Entry): boolean {
  if (entry.kind === 'outcome') return entry.payload['state'] === 'started';
  return entry.kind === 'state';
}

// Charts that one view opened at once: the first of them is the one that was asked for.
function isTogether(newer: Entry, older: Entry): boolean {
  return isChart(newer) && isChart(older) && newer.wall_ms - older.wall_ms < kTogetherMs;
}

// What was opened last; of charts that were opened together the main one.
export function lastLook(entries: readonly Entry[]): Entry | null {
  const looks = entries.filter((entry) => entry.kind === 'look');
  let last = looks.length - 1;
  for (; last > 0; last -= 1) {
    const [newer, older] = [looks[last], looks[last - 1]];
    if (!newer || !older || !isTogether(newer, older)) break;
  }
  return looks[last] ?? null;
}

export function tell(entries: readonly Entry[]): Told {
  const told: Entry[] = [];
  const folded = new Map<number, number>();
  for (const entry of [...entries].reverse()) {
    if (isNoise(entry)) continue;
    const newer = told[told.length - 1];
    // The first of them stands for all.
    if (newer !== undefined && isTogether(newer, entry)) {
      told.pop();
      folded.set(entry.seq, (folded.get(newer.seq) ?? 0) + 1);
      folded.delete(newer.seq);
    }
    told.push(entry);
  }
  return { entries: told, folded };
}
