// What a person has rated so far, from the journal. The last entry of a dimension counts; a locked
// one is final. Pure.
import type { Actor, Entry } from '../wire/types';
import { kDimensions } from './rubric';

export interface Rating {
  seq: number;
  dimension: string;
  points: number;
  text: string;
  locked: boolean;
}

export function ratingsBy(entries: readonly Entry[], actor: Actor): Map<string, Rating> {
  const ratings = new Map<string, Rating>();
  for (const { actor: by, kind, payload, seq } of entries) {
    if (kind !== 'rating' || by !== actor) continue;
    const dimension = String(payload['dimension'] ?? '');
    if (ratings.get(dimension)?.locked) continue;
    ratings.set(dimension, {
      seq,
      dimension,
      points: Number(payload['points'] ?? 0),
      text: String(payload['text'] ?? ''),
      locked: payload['locked'] === true,
    });
  }
  return ratings;
}

// A blind rating is in once anything is locked: a dimension that was not observed stays open.
export function hasLocked(entries: readonly Entry[], actor: Actor): boolean {
  return [...ratingsBy(entries, actor).values()].some((rating) => rating.locked);
}

// In the order of the scale, those that were given.
export function inOrder(ratings: ReadonlyMap<string, Rating>): Rating[] {
  return kDimensions.flatMap(({ id }) => ratings.get(id) ?? []);
}
