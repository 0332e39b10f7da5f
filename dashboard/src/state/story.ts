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

export function tell(entries: readonly Entry[]): Told {
  const told: Entry[] = [];
  const folded = new Map<number, number>();
  for (const entry of [...entries].reverse()) {
    if (isNoise(entry)) continue;
    const newer = told[told.length - 1];
    const together =
      newer !== undefined &&
      isChart(newer) &&
      isChart(entry) &&
      newer.wall_ms - entry.wall_ms < kTogetherMs;
    // The first of them stands for all: the one that was asked for.
    if (together) {
      told.pop();
      folded.set(entry.seq, (folded.get(newer.seq) ?? 0) + 1);
      folded.delete(newer.seq);
    }
    told.push(entry);
  }
  return { entries: told, folded };
}
