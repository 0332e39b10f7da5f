// Ratings on the written scale. Every choice is in the journal at once, so nothing is lost with the
// tab; locking makes what was chosen final.
import { useState } from 'preact/hooks';
import { explain } from '../base/result';
import type { Round } from '../state/round';
import { Button } from './button';
import { hasLocked, type Rating, ratingsBy } from './ratings_state';
import { type Dimension, kDimensions, kPoints } from './rubric';
import './ratings.css';

export interface RatingsProps {
  round: Round;
  actor: 'interviewer' | 'reviewer';
  lockNote: string; // what locking does, said beside the button
}

export function Ratings({ round, actor, lockNote }: RatingsProps) {
  const [open, setOpen] = useState<string | null>(kDimensions[0]?.id ?? null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ratings = ratingsBy(round.entries.value, actor);
  const locked = hasLocked(round.entries.value, actor);
  const early = round.state.value === 'waiting';
  const loose = [...ratings.values()].filter((rating) => !rating.locked);

  async function rate(rating: Omit<Rating, 'seq'>): Promise<boolean> {
    const added = await round.add('rating', { ...rating });
    setError(added.ok ? null : explain(added.error));
    return added.ok;
  }

  async function lock(): Promise<void> {
    setBusy(true);
    for (const { dimension, points, text } of loose) {
      if (!(await rate({ dimension, points, text, locked: true }))) break;
    }
    setBusy(false);
  }

  return (
    <div class="ratings">
      {kDimensions.map((dimension) => (
        <DimensionRating
          key={dimension.id}
          dimension={dimension}
          rating={ratings.get(dimension.id) ?? null}
          frozen={locked || early}
          open={open === dimension.id}
          onToggle={() => setOpen(open === dimension.id ? null : dimension.id)}
          onRate={rate}
        />
      ))}
      {error && (
        <p class="alarm section-text" role="alert">
          {error}
        </p>
      )}
      <div class="ratings-lock">
        {early ? (
          <p class="soft">Ratings open when the round starts.</p>
        ) : locked && loose.length === 0 ? (
          <p class="soft">Locked. What was not rated counts as not observed.</p>
        ) : (
          <>
            <Button
              kind="primary"
              disabled={loose.length === 0 || busy}
              onClick={() => void lock()}
            >
              {loose.length === 0
                ? 'Lock'
                : loose.length === 1
                  ? 'Lock it'
                  : `Lock all ${loose.length}`}
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
  rating: Rating | null;
  frozen: boolean;
  open: boolean;
  onToggle: () => void;
  onRate: (rating: Omit<Rating, 'seq'>) => Promise<boolean>;
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
          {points > 0 ? `${points} of 5` : 'not rated'}
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
