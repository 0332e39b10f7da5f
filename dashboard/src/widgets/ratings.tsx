// Ratings on the written scale. Every choice is in the journal at once, so nothing is lost with the
// tab; locking makes what was chosen final.
import { useState } from 'preact/hooks';
import { explain } from '../base/result';
import type { RatingsHandle } from '../state/ratings';
import type { Round } from '../state/round';
import type { GivenRating } from '../wire/ratings';
import type { Payload } from '../wire/types';
import { Button } from './button';
import { lockPayloads, loose, signed } from './ratings_state';
import { type Dimension, kDimensions, kPoints } from './rubric';
import './ratings.css';

export interface RatingsProps {
  round: Round;
  ratings: RatingsHandle;
  lockNote: string; // what locking does, said beside the button
}

export function Ratings({ round, ratings, lockNote }: RatingsProps) {
  const [open, setOpen] = useState<string | null>(kDimensions[0]?.id ?? null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const own = ratings.seen.value?.own ?? {};
  const locked = ratings.seen.value?.locked ?? false;
  const early = round.state.value === 'waiting';
  const count = loose(own).length;
  const refused = error ?? ratings.error.value;

  async function rate(payload: Payload): Promise<boolean> {
    const added = await round.add('rating', signed(payload, ratings.name.value));
    setError(added.ok ? null : explain(added.error));
    return added.ok;
  }

  async function lock(): Promise<void> {
    setBusy(true);
    for (const payload of lockPayloads(own)) {
      if (!(await rate(payload))) break;
    }
    setBusy(false);
  }

  return (
    <div class="ratings">
      <label class="rater-name">
        <span>Your initials</span>
        <input
          class="input"
          value={ratings.name.value}
          maxLength={12}
          disabled={Object.keys(own).length > 0}
          autocomplete="off"
          onChange={(event) => ratings.rename(event.currentTarget.value)}
        />
        <span class="soft small grow">so that several people can rate</span>
      </label>
      {kDimensions.map((dimension) => (
        <DimensionRating
          key={dimension.id}
          dimension={dimension}
          rating={own[dimension.id] ?? null}
          frozen={locked || early}
          open={open === dimension.id}
          onToggle={() => setOpen(open === dimension.id ? null : dimension.id)}
          onRate={rate}
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
          <p class="soft">Locked. What was not rated counts as not observed.</p>
        ) : (
          <>
            <Button kind="primary" disabled={count === 0 || busy} onClick={() => void lock()}>
              {count === 0 ? 'Lock' : count === 1 ? 'Lock it' : `Lock all ${count}`}
            </Button>
            <p class="soft small grow">{lockNote}</p>
          </>
        )}
      </div>
    </div>
  );
}

interface DimensionRatingProps {
  dimension: Dimension;
  rating: GivenRating | null;
  frozen: boolean;
  open: boolean;
  onToggle: () => void;
  onRate: (payload: Payload) => Promise<boolean>;
}

function DimensionRating(props: DimensionRatingProps) {
  const { dimension, rating, frozen, open, onToggle, onRate } = props;
  const { id, title, reveals, anchors } = dimension;
  const points = rating?.points ?? 0;
  const words = anchors[points - 1];
  const rate = (next: { points?: number; text?: string }) =>
    void onRate({ dimension: id, points, text: rating?.text ?? '', locked: false, ...next });
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
                onChange={() => rate({ points: point })}
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
          onChange={(event) => rate({ text: event.currentTarget.value })}
        />
      </div>
    </section>
  );
}
