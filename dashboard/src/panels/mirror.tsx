// What the candidate had on the screen at a look: the same bytes, drawn by the same panels.
import { useEffect, useState } from 'preact/hooks';
import { formatOffset } from '../base/format';
import type { Failure } from '../base/result';
import type { Round } from '../state/round';
import type * as wire from '../wire/types';
import { answerTo } from '../state/answers';
import { actMarks } from './act_marks';
import { Choice } from '../widgets/field';
import { type Names, sentence } from '../widgets/sentence';
import { Failed, Loading } from '../widgets/states';
import './mirror.css';
import { type LookContext, ShownLook } from './shown_look';

type Shown = wire.ShownBy[keyof wire.ShownBy];

interface Read {
  seq: number;
  what: keyof wire.ShownBy;
  shown: Shown | null;
  error: Failure | null;
}

// The last few, so that stepping back and forth does not ask again.
const kKept = 64;

class ShownCache {
  private readonly known = new Map<string, Shown>();

  get(key: string): Shown | null {
    return this.known.get(key) ?? null;
  }

  keep(key: string, shown: Shown): void {
    this.known.set(key, shown);
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

// `untilNs`: what was done later is not on the screen.
function contextOf(round: Round, entry: wire.Entry, names: Names, untilNs: number): LookContext {
  const { queues, publishes } = round.scenario;
  return {
    atNs: entry.time_ns,
    pageClockS: round.opening.page_clock_s,
    acts: actMarks(
      round.entries.value.filter((one) => one.time_ns <= untilNs),
      round.scenario.actions,
    ),
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
  atNs?: number; // of a replay: an answer that has come by then is shown
}

// What follows the clock on the candidate's page, as long as it is open there.
const kFollows: ReadonlySet<string> = new Set([
  'overview',
  'panel',
  'logs',
  'changes',
  'topology',
  'flags',
  'data_check',
  'ask',
  'alerts',
]);

const kWhen = [
  { value: 'now', label: 'Now', title: 'The same look at the present' },
  { value: 'then', label: 'Then', title: 'What they saw when they looked' },
];

export function Mirror({ round, entry, names, live = false, atNs }: MirrorProps) {
  const [when, setWhen] = useState('now');
  const what = String(entry.payload['what']) as keyof wire.ShownBy;
  const state = round.state.value;
  const follows = live && kFollows.has(what) && (state === 'running' || state === 'paused');
  const answer = atNs === undefined ? null : answerTo(entry, round.scenario.people);
  const readyNs = answer && atNs !== undefined && answer.ready_ns <= atNs ? answer.ready_ns : null;
  const { read, retry } = useShown(round, entry.seq, what, follows && when === 'now', readyNs);
  const { verb, text } = sentence(entry, names);
  return (
    <div class="mirror">
      <div class="mirror-head">
        <p class="grow">
          <span class="mono soft nowrap">{formatOffset(entry.time_ns)}</span>{' '}
          <span class="soft">{verb}</span> {text}
        </p>
        {follows && (
          <Choice
            label="As it is now, or as they saw it then"
            value={when}
            options={kWhen}
            onChange={setWhen}
          />
        )}
      </div>
      <div class="mirror-screen scroll" tabIndex={0} aria-label="Their screen">
        {read?.error ? (
          <Failed error={read.error} onRetry={retry} />
        ) : read?.shown && read.seq === entry.seq ? (
          <ShownLook
            what={read.what}
            shown={read.shown}
            {...contextOf(round, entry, names, live ? round.now.value : entry.time_ns)}
            {...nowOf(live ? round.now.value : answer && atNs)}
          />
        ) : (
          <Loading what="Reading their screen" />
        )}
      </div>
    </div>
  );
}

function nowOf(nowNs: number | null | undefined): Pick<LookContext, 'nowNs'> {
  return nowNs === null || nowNs === undefined ? {} : { nowNs };
}

// Of the present it is read again at each sample; what was on the screen stays until then, but never
// under another look's title.
function useShown(
  round: Round,
  seq: number,
  what: keyof wire.ShownBy,
  now: boolean,
  readyNs: number | null,
) {
  const [read, setRead] = useState<Read | null>(null);
  const [again, setAgain] = useState(0);
  const sample = now ? round.sample.value : 0;
  useEffect(() => {
    const cache = cacheOf(round);
    const key = `${seq}/${readyNs ?? ''}`;
    const known = now ? null : cache.get(key);
    if (known) {
      setRead({ seq, what, shown: known, error: null });
      return undefined;
    }
    let left = false;
    const asked = now
      ? round.client.lookAgain(what, seq)
      : readyNs === null
        ? round.client.shown(what, seq)
        : round.client.shownBy(what, seq, readyNs);
    void asked.then((answer) => {
      if (answer.ok && !now) cache.keep(key, answer.value);
      if (left) return;
      setRead(
        answer.ok
          ? { seq, what, shown: answer.value, error: null }
          : { seq, what, shown: null, error: answer.error },
      );
    });
    return () => {
      left = true;
    };
  }, [seq, now, sample, again, readyNs]);
  return { read, retry: () => setAgain(again + 1) };
}
