// Ratings on the written scale. Every choice is in the journal at once, so nothing is lost with the
// tab; locking makes what was chosen final.
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { explain } from '../base/result';
import type { RatingsHandle } from '../state/ratings';
import type { Round } from '../state/round';
import type { Given, GivenRating } from '../wire/ratings';
import type { Payload } from '../wire/types';
import { Button } from './button';
import { LockDialog } from './lock_dialog';
import { type Drafts, lockPayloads, loose, signed, unobserved, withDrafts } from './ratings_state';
import { type Dimension, kDimensions, kPoints } from './rubric';
import './ratings.css';

interface Change {
  draft: Drafts[string];
  settled: boolean; // to be saved; not while somebody types
}

export interface RatingsProps {
  round: Round;
  ratings: RatingsHandle;
  lockNote: string; // what locking does, said beside the button
}

export function Ratings({ round, ratings, lockNote }: RatingsProps) {
  const [open, setOpen] = useState<string | null>(kDimensions[0]?.id ?? null);
  const [unsigned, setUnsigned] = useState(false); // somebody rated without a name
  const [sure, setSure] = useState(false);
  const initials = useRef<HTMLInputElement>(null);
  const { own, save, lock, busy, error } = useSaving(round, ratings);
  const locked = ratings.seen.value?.locked ?? false;
  const early = round.state.value === 'waiting';
  const count = loose(own).length;
  const begun = Object.keys(own).length > 0;
  const refused = error ?? ratings.error.value;

  function rate(id: string, change: Change): void {
    if (ratings.name.peek() === '' && !begun) {
      setUnsigned(true);
      initials.current?.focus();
    } else {
      save(id, change);
    }
  }

  return (
    <div class="ratings">
      <Initials ratings={ratings} field={initials} begun={begun} asked={unsigned} />
      {kDimensions.map((dimension) => (
        <DimensionRating
          key={dimension.id}
          dimension={dimension}
          rating={own[dimension.id] ?? null}
          frozen={locked || early || busy}
          open={open === dimension.id}
          onToggle={() => setOpen(open === dimension.id ? null : dimension.id)}
          onRate={(change) => rate(dimension.id, change)}
        />
      ))}
      {refused && (
        <p class="alarm section-text" role="alert">
          {refused}
        </p>
      )}
      <div class="ratings-lock">
        {early ? (
          <p class="soft">Ratings open when the round starts.</p>
        ) : locked ? (
          <p class="soft">{lockedText(own)}</p>
        ) : (
          <>
            <Button
              kind="primary"
              aria-haspopup="dialog"
              disabled={count === 0 || busy}
              onClick={() => setSure(true)}
            >
              {count === 0 ? 'Lock …' : count === 1 ? 'Lock it …' : `Lock all ${count} …`}
            </Button>
            <p class="soft small grow">{lockNote}</p>
          </>
        )}
      </div>
      {sure && (
        <LockDialog
          own={own}
          clock={round.state.value}
          onLock={() => void lock()}
          onClose={() => setSure(false)}
        />
      )}
    </div>
  );
}

// Entries go out one after the other, so that nothing that was typed arrives after its lock.
function useSaving(round: Round, ratings: RatingsHandle) {
  const [, redraw] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const newest = useRef<{ name: string; drafts: Drafts }>({ name: '', drafts: {} });
  const line = useRef<Promise<boolean>>(Promise.resolve(true));
  // Those of another name are not this rater's.
  const drafts = () =>
    newest.current.name === ratings.name.peek() ? newest.current.drafts : ({} as Drafts);
  const known = () => withDrafts(ratings.seen.peek()?.own ?? {}, drafts());

  function send(payload: Payload): Promise<boolean> {
    line.current = line.current.then(async () => {
      const added = await round.add('rating', signed(payload, ratings.name.peek()));
      setError(added.ok ? null : explain(added.error));
      return added.ok;
    });
    return line.current;
  }

  // Points are sent at once, words when their field is left.
  function save(id: string, { draft, settled }: Change): void {
    const before = drafts();
    newest.current = {
      name: ratings.name.peek(),
      drafts: { ...before, [id]: { ...before[id], ...draft } },
    };
    redraw((count) => count + 1);
    const rating = known()[id];
    if (!settled || !rating || rating.points === null) return;
    void send({ dimension: id, points: rating.points, text: rating.text, locked: false });
  }

  async function lock(): Promise<void> {
    setBusy(true);
    await line.current;
    for (const payload of lockPayloads(known())) {
      if (!(await send(payload))) break;
    }
    setBusy(false);
  }

  return { own: withDrafts(ratings.seen.value?.own ?? {}, drafts()), save, lock, busy, error };
}

// A rating is a person's: without a name, several of one link would be taken for one.
interface InitialsProps {
  ratings: RatingsHandle;
  field: RefObject<HTMLInputElement>;
  begun: boolean; // what was rated is signed already
  asked: boolean;
}

function Initials({ ratings, field, begun, asked }: InitialsProps) {
  const name = ratings.name.value;
  const [typed, setTyped] = useState(name);
  const missing = asked && name === '';
  return (
    <label class="rater-name">
      <span>Your initials</span>
      <input
        class="input"
        ref={field}
        value={begun ? name : typed}
        maxLength={12}
        disabled={begun}
        aria-invalid={missing}
        aria-describedby="rater-name-note"
        autocomplete="off"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => ratings.rename(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span
        id="rater-name-note"
        class={missing ? 'warn small grow' : 'soft small grow'}
        role={missing ? 'alert' : undefined}
      >
        {begun
          ? 'what you have rated is signed with them'
          : missing
            ? 'first: each rating is signed with them'
            : 'so that several people can rate'}
      </span>
    </label>
  );
}

function lockedText(own: Given): string {
  const left = unobserved(own);
  return left.length === 0 ? 'Locked.' : `Locked. Not observed: ${left.join(', ')}.`;
}

interface DimensionRatingProps {
  dimension: Dimension;
  rating: GivenRating | null;
  frozen: boolean;
  open: boolean;
  onToggle: () => void;
  onRate: (change: Change) => void;
}

function DimensionRating(props: DimensionRatingProps) {
  const { dimension, rating, frozen, open, onToggle, onRate } = props;
  const { id, title, reveals, anchors } = dimension;
  const points = rating?.points ?? 0;
  const words = anchors[points - 1];
  return (
    <section class="dimension">
      <button
        type="button"
        class="dimension-head"
        aria-expanded={open}
        aria-controls={`anchors-${id}`}
        onClick={onToggle}
      >
        <span class="grow">{title}</span>
        <span class={points > 0 ? 'dimension-points' : 'soft'}>
          {points > 0 ? `${points} of 5` : rating?.locked ? 'not observed' : 'not rated'}
        </span>
      </button>
      {!open && words && <p class="soft small dimension-words">{words}</p>}
      <div id={`anchors-${id}`} hidden={!open} class="dimension-body">
        <p class="soft small">{reveals}</p>
        <div role="radiogroup" aria-label={title}>
          {kPoints.map((point) => (
            <label key={point} class={point === points ? 'anchor on' : 'anchor'}>
              <input
                type="radio"
                name={`rating-${id}`}
                checked={point === points}
                disabled={frozen}
                onChange={() => onRate({ draft: { points: point }, settled: true })}
              />
              <b>{point}</b>
              <span>{anchors[point - 1]}</span>
            </label>
          ))}
        </div>
        <textarea
          class="input"
          rows={2}
          aria-label={`${title}: what was said or done`}
          placeholder="What was said or done, with its time"
          disabled={frozen || points === 0}
          value={rating?.text ?? ''}
          onInput={(event) =>
            onRate({ draft: { text: event.currentTarget.value }, settled: false })
          }
          onChange={(event) =>
            onRate({ draft: { text: event.currentTarget.value }, settled: true })
          }
        />
      </div>
    </section>
  );
}
