// Leads to an entry: the replay goes there.
import type { ComponentChildren } from 'preact';

export interface EntryLinkProps {
  seq: number;
  onEntry: (seq: number) => void;
  children: ComponentChildren;
}

export function EntryLink({ seq, onEntry, children }: EntryLinkProps) {
  return (
    <button
      type="button"
      class="entry-link mono"
      onClick={() => onEntry(seq)}
      title={`Entry ${seq}`}
    >
      {children}
    </button>
  );
}
