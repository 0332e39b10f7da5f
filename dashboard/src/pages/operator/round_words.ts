// A round in the operator's list, in words. Pure.
import type { RoundRow } from '../../wire/types';

const kDay: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

// "24 Nov 2026, 19:58", in the order that the reader's language has.
export function dayAndTime(ms: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...kDay,
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
}

export function keptUntil({ delete_after_ms }: RoundRow, locale?: string): string {
  if (delete_after_ms === null) return 'on hold';
  return new Intl.DateTimeFormat(locale, kDay).format(delete_after_ms);
}

// Does the row hold every word that is sought, somewhere?
export function matches(row: RoundRow, sought: string): boolean {
  const text = [row.candidate_name, row.title, row.scenario, row.level, row.state]
    .join(' ')
    .toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
