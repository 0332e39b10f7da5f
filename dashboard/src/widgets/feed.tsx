// The round as it was told: one line an entry, in sentences.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatClock, formatOffset } from '../base/format';
import type { Entry } from '../wire/types';
import { isLong, MoreButton } from './clamped';
import { type Lane, type Names, sentence } from './sentence';
import { Empty } from './states';
import './feed.css';

export interface FeedProps {
  label: string;
  entries: readonly Entry[]; // in the order they are drawn
  names: Names;
  pageClockS: number;
  empty: string;
  current?: number | null; // seq of the entry that is marked and kept in sight
  onOpen?: (entry: Entry) => void;
  below?: (entry: Entry) => ComponentChildren;
}

export type FeedFilter = 'all' | 'look' | 'say' | 'do';

export const kFeedFilters: readonly { value: FeedFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'look', label: 'Looks' },
  { value: 'say', label: 'Says' },
  { value: 'do', label: 'Does' },
];

// An act says that it started; its outcome is news once it is done or failed. Of a rating that was
// changed, or locked as it was, only the last word counts.
export function filterFeed(entries: readonly Entry[], filter: FeedFilter): Entry[] {
  const ratings = new Map(
    entries.filter(({ kind }) => kind === 'rating').map((entry) => [rated(entry), entry.seq]),
  );
  return entries.filter((entry) => {
    if (entry.kind === 'rating' && ratings.get(rated(entry)) !== entry.seq) return false;
    if (entry.kind === 'outcome' && entry.payload['state'] === 'started') return false;
    const { lane } = sentence(entry);
    return lane !== 'none' && (filter === 'all' || lane === filter);
  });
}

function rated({ actor, payload }: Entry): string {
  return `${actor} ${String(payload['dimension'] ?? '')}`;
}

const kLaneNames: Record<Lane, string> = {
  clock: 'clock',
  look: 'look',
  say: 'say',
  do: 'do',
  interviewer: 'interviewer',
  rating: 'rating',
  none: '',
};

export function Feed(props: FeedProps) {
  const { label, entries, current, empty } = props;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (!current) return;
    list.current?.querySelector(`[data-seq="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  if (entries.length === 0) return <Empty title={empty} />;
  return (
    <ol class="feed" aria-label={label} ref={list}>
      {entries.map((entry) => (
        <FeedLine key={entry.seq} entry={entry} {...props} />
      ))}
    </ol>
  );
}

function FeedLine({
  entry,
  names,
  pageClockS,
  current,
  onOpen,
  below,
}: FeedProps & { entry: Entry }) {
  const { lane, verb, text, detail } = sentence(entry, names);
  const chosen = current === entry.seq;
  const [all, setAll] = useState(false);
  const long = isLong(text + detail);
  const body = (
    <>
      <time class="feed-time mono" title={formatClock(entry.time_ns, pageClockS)}>
        {formatOffset(entry.time_ns)}
      </time>
      <span class="feed-lane" title={kLaneNames[lane]} />
      <span class={long && !all ? 'feed-text clamped' : 'feed-text'}>
        {verb !== 'outcome' && verb !== 'clock' && <span class="soft">{verb} </span>}
        {text}
        {detail && <span class="feed-detail">{detail}</span>}
      </span>
    </>
  );
  return (
    <li
      class={`feed-line lane-${lane} kind-${entry.kind}${chosen ? ' chosen' : ''}`}
      data-seq={entry.seq}
      aria-current={chosen ? 'step' : undefined}
    >
      {onOpen ? (
        <button type="button" class="feed-row" onClick={() => onOpen(entry)}>
          {body}
        </button>
      ) : (
        <div class="feed-row">{body}</div>
      )}
      {long && <MoreButton all={all} onToggle={() => setAll(!all)} />}
      {below?.(entry)}
    </li>
  );
}
