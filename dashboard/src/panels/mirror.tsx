// What the candidate had on the screen at a look: the same bytes, drawn by the same panels.
import { useEffect, useState } from 'preact/hooks';
import { formatOffset } from '../base/format';
import type { Failure } from '../base/result';
import type { Round } from '../state/round';
import type * as wire from '../wire/types';
import { type Names, sentence } from '../widgets/sentence';
import { Failed, Loading } from '../widgets/states';
import './mirror.css';
import { type LookContext, ShownLook } from './shown_look';

export function lastLook(entries: readonly wire.Entry[]): wire.Entry | null {
  return entries.filter((entry) => entry.kind === 'look').at(-1) ?? null;
}

type Shown = wire.ShownBy[keyof wire.ShownBy];

interface Read {
  what: keyof wire.ShownBy;
  shown: Shown | null;
  error: Failure | null;
}

// The last few, so that stepping back and forth does not ask again.
const kKept = 64;

class ShownCache {
  private readonly known = new Map<number, Shown>();

  get(seq: number): Shown | null {
    return this.known.get(seq) ?? null;
  }

  keep(seq: number, shown: Shown): void {
    this.known.set(seq, shown);
    const oldest = this.known.keys().next().value;
    if (this.known.size > kKept && oldest !== undefined) this.known.delete(oldest);
  }
}

const caches = new WeakMap<Round, ShownCache>();

function cacheOf(round: Round): ShownCache {
  const cache = caches.get(round) ?? new ShownCache();
  caches.set(round, cache);
  return cache;
}

function contextOf(round: Round, entry: wire.Entry, names: Names): LookContext {
  const { queues, publishes } = round.scenario;
  return {
    atNs: entry.time_ns,
    pageClockS: round.opening.page_clock_s,
    metricTitle: (metric) => names.metrics.get(metric) ?? metric,
    queues: queues.map(({ name, consumer }) => ({
      name,
      consumer,
      publishers: publishes.filter((edge) => edge.queue === name).map((edge) => edge.from),
    })),
  };
}

export interface MirrorProps {
  round: Round;
  entry: wire.Entry;
  names: Names;
  live?: boolean; // the round goes on, and so does what they look at
}

export function Mirror({ round, entry, names, live = false }: MirrorProps) {
  const [read, setRead] = useState<Read | null>(null);
  const [again, setAgain] = useState(0);
  const what = String(entry.payload['what']) as keyof wire.ShownBy;
  useEffect(() => {
    const cache = cacheOf(round);
    const known = cache.get(entry.seq);
    if (known) {
      setRead({ what, shown: known, error: null });
      return;
    }
    let left = false;
    void round.client.shown(what, entry.seq).then((answer) => {
      if (answer.ok) cache.keep(entry.seq, answer.value);
      if (left) return;
      setRead(
        answer.ok
          ? { what, shown: answer.value, error: null }
          : { what, shown: null, error: answer.error },
      );
    });
    return () => {
      left = true;
    };
  }, [entry.seq, again]);
  const { verb, text } = sentence(entry, names);
  return (
    <div class="mirror">
      <p class="mirror-head">
        <span class="mono soft">{formatOffset(entry.time_ns)}</span>{' '}
        <span class="soft">{verb}</span> {text}
      </p>
      <div class="mirror-screen scroll" tabIndex={0} aria-label="Their screen">
        {read?.error ? (
          <Failed error={read.error} onRetry={() => setAgain(again + 1)} />
        ) : read?.shown ? (
          <ShownLook
            what={read.what}
            shown={read.shown}
            {...contextOf(round, entry, names)}
            {...(live ? { nowNs: round.now.value } : {})}
          />
        ) : (
          <Loading what="Reading their screen" />
        )}
      </div>
    </div>
  );
}
