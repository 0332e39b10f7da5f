// What locking sends, and how a round's ratings stand beside each other. Pure.
import type { Given, GivenRating, RaterShown, RoundRatings } from '../wire/ratings';
import type { Payload } from '../wire/types';
import { dimensionTitle, kDimensions } from './rubric';

// What was chosen and typed here and may not be on the server's disk yet.
export type Drafts = Record<string, Partial<Pick<GivenRating, 'points' | 'text'>>>;

const kUnrated: GivenRating = { points: null, text: '', locked: false, seq: 0 };

// The newest word of each: an answer of the server that is older never takes it back.
export function withDrafts(own: Given, drafts: Drafts): Given {
  const all = { ...own };
  for (const [id, draft] of Object.entries(drafts)) {
    const known = own[id] ?? kUnrated;
    if (!known.locked) all[id] = { ...known, ...draft };
  }
  return all;
}

// The titles of what has no points, and is not observed once it is locked.
export function unobserved(own: Given): string[] {
  return kDimensions
    .filter(({ id }) => (own[id]?.points ?? null) === null)
    .map(({ id }) => dimensionTitle(id));
}

// Dimensions that were rated and are not final.
export function loose(own: Given): string[] {
  return kDimensions.map(({ id }) => id).filter((id) => own[id] && !own[id].locked);
}

// Locks all five: what was not rated is not observed, which has no points.
export function lockPayloads(own: Given): Payload[] {
  return kDimensions.flatMap(({ id }): Payload[] => {
    const rating = own[id];
    if (rating?.locked) return [];
    return rating && rating.points !== null
      ? [{ dimension: id, points: rating.points, text: rating.text, locked: true }]
      : [{ dimension: id, locked: true }];
  });
}

// A rating of one's own is signed; without a name it is the role's.
export function signed(payload: Payload, name: string): Payload {
  return name === '' ? payload : { ...payload, rater: name };
}

export function raterTitle(rater: RaterShown, own: string): string {
  if (rater.rater === own) return 'You';
  return rater.rater === rater.role
    ? rater.role.charAt(0).toUpperCase() + rater.role.slice(1)
    : `${rater.rater}, ${rater.role}`;
}

// "2 to 4", "3"; empty where nobody observed it.
export function rangeText({ low, high }: { low: number | null; high: number | null }): string {
  if (low === null || high === null) return '';
  return low === high ? String(low) : `${low} to ${high}`;
}

// Everybody's are there to be talked about: this rater has locked, and so have all who began.
export function debriefOpen({ locked, debrief_waits_for }: RoundRatings): boolean {
  return locked && debrief_waits_for.length === 0;
}

// Where two people are two points apart or more.
export function disputed(ratings: RoundRatings): string[] {
  return (ratings.dimensions ?? [])
    .filter(({ low, high }) => low !== null && high !== null && high - low >= 2)
    .map(({ dimension }) => dimension);
}
