// The ratings of a round as one of its raters may see them. The journal's stream only says that
// somebody rated; what they gave is asked for, so that nobody sees another's before their own are
// locked.
import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { explain } from '../base/result';
import type { RoundRatings } from '../wire/ratings';
import type { Round } from './round';

const kName = 'threeam.rater';

export interface RatingsHandle {
  name: Signal<string>; // initials; empty: whoever holds the link
  seen: Signal<RoundRatings | null>; // null until the server has answered
  error: Signal<string | null>;
  rename: (name: string) => void;
}

export function useRatings(round: Round): RatingsHandle {
  const handle = useMemo(() => {
    const name = signal(localStorage.getItem(kName) ?? '');
    round.client.rater = name.value;
    const rename = (next: string) => {
      name.value = next.trim().slice(0, 12);
      round.client.rater = name.value;
      localStorage.setItem(kName, name.value);
    };
    return { name, rename, seen: signal<RoundRatings | null>(null), error: signal(null) };
  }, []) as RatingsHandle;
  const given = round.entries.value.filter((entry) => entry.kind === 'rating').length;
  const name = handle.name.value;
  useEffect(() => {
    let left = false;
    void round.client.ratings().then((answer) => {
      if (left) return;
      if (answer.ok) handle.seen.value = answer.value;
      handle.error.value = answer.ok ? null : explain(answer.error);
    });
    return () => {
      left = true;
    };
  }, [given, name]);
  return handle;
}
