// Locking cannot be taken back, so it is asked for twice, with what it will say.
import type { Given } from '../wire/ratings';
import type { ClockState } from '../wire/types';
import { Button } from './button';
import { Dialog } from './dialog';
import { unobserved } from './ratings_state';
import { kDimensions } from './rubric';

export interface LockDialogProps {
  own: Given;
  clock: ClockState;
  onLock: () => void;
  onClose: () => void;
}

export function LockDialog({ own, clock, onLock, onClose }: LockDialogProps) {
  const left = unobserved(own);
  const rated = kDimensions.filter(({ id }) => own[id]?.points);
  return (
    <Dialog title="Lock your ratings?" onClose={onClose}>
      <dl class="lock-list">
        {rated.map(({ id, title }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>
              <b>{own[id]?.points}</b> of 5
            </dd>
          </div>
        ))}
      </dl>
      {left.length > 0 && (
        <p>
          <b class="warn">Not observed:</b> {left.join(', ')}.
        </p>
      )}
      {clock !== 'finished' && (
        <p class="warn">
          {clock === 'running' ? 'The clock is running' : 'The round is not over'}: what you will
          still see cannot change these ratings.
        </p>
      )}
      <p class="soft">What is locked stays as it is, also what was not observed.</p>
      <div class="row">
        <Button
          kind="danger"
          onClick={() => {
            onClose();
            onLock();
          }}
        >
          Lock for good
        </Button>
        <Button onClick={onClose}>Not yet</Button>
      </div>
    </Dialog>
  );
}
