// A round in the operator's list, in words. Pure.
import type { RoundRow } from '../../wire/types';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

// "2026-11-24", in the reader's own time: the same everywhere and in every language.
export function day(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

// "2026-11-24 19:58"
export function dayAndTime(ms: number): string {
  const date = new Date(ms);
  return `${day(ms)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function keptUntil({ delete_after_ms }: Pick<RoundRow, 'delete_after_ms'>): string {
  return delete_after_ms === null ? 'on hold' : day(delete_after_ms);
}

// Enough of an id to tell rounds apart. What every imported one begins with ("play-") tells nothing.
export function shortId(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1).slice(0, 8);
}

// Does the row hold every word that is sought, somewhere?
export function matches(row: RoundRow, sought: string): boolean {
  const text = [row.id, row.candidate_name, row.title, row.scenario, row.level, row.state]
    .join(' ')
    .toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

// Why a journal was not imported, and whether it may be as far as it goes. The server's words for a
// journal without its end name an address, which is of no use on a page.
export function importRefusal(file: string, error: string): { says: string; cutOff: boolean } {
  const cutOff = error.includes('not whole');
  const why = cutOff
    ? 'It has no end of the round: it was exported while the round ran, or cut off.'
    : error;
  return { says: `${file} was not imported. ${why}`, cutOff };
}
