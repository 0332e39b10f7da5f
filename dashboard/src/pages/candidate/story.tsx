// What was looked at, said and done, newest first; a line leads back to where it was.
import { useMemo } from 'preact/hooks';
import type { Desk } from '../../state/desk';
import { tell } from '../../state/story';
import { Feed } from '../../widgets/feed';
import { namesOf } from '../../widgets/names';
import { placeOf } from './place_of';

export function Story({ desk }: { desk: Desk }) {
  const { round } = desk;
  const { entries, folded } = tell(round.entries.value);
  const names = useMemo(() => namesOf(round.opening, null), [round]);
  const more = (seq: number): string => {
    const count = folded.get(seq) ?? 0;
    return count === 0 ? '' : count === 1 ? 'and 1 more chart' : `and ${count} more charts`;
  };
  return (
    <Feed
      label="What you looked at, said and did, newest first"
      entries={entries}
      names={names}
      pageClockS={round.opening.page_clock_s}
      empty="Nothing yet."
      onOpen={(entry) => placeOf(desk, entry)}
      below={(entry) =>
        folded.has(entry.seq) && <span class="story-more soft small">{more(entry.seq)}</span>
      }
    />
  );
}
