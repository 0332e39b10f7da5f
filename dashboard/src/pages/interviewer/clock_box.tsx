// The round's clock: where it stands, what is left, and what moves it.
import { useEffect, useState } from 'preact/hooks';
import { formatClock, formatDuration, formatOffset, kMinute } from '../../base/format';
import type { Round } from '../../state/round';
import type { ClockState } from '../../wire/types';
import { Button } from '../../widgets/button';
import { Dialog } from '../../widgets/dialog';
import type { Sender } from './send';

const kStates: Record<ClockState, string> = {
  waiting: 'not started',
  running: 'running',
  paused: 'paused',
  finished: 'finished',
};

interface ClockBoxProps {
  round: Round;
  sender: Sender;
  locked: boolean; // the interviewer's ratings
}

export function ClockBox({ round, sender, locked }: ClockBoxProps) {
  const [finishing, setFinishing] = useState(false);
  const { length_ns, page_clock_s } = round.opening;
  const state = round.state.value;
  const now = round.now.value;
  const held = sender.busy.value === 'clock';
  const open = state === 'running' || state === 'paused';
  return (
    <section class={`clock-box ${state}`} aria-label="Clock">
      <div class="clock-face">
        <span class="clock-now mono" title={`${formatClock(now, page_clock_s)} UTC`}>
          {formatOffset(Math.max(0, now))}
        </span>
        <span>
          <b class={state === 'paused' ? 'warn' : ''}>{kStates[state]}</b>
          <span class="soft">
            {state === 'finished'
              ? ''
              : ` · ${formatDuration(Math.max(0, length_ns - Math.max(0, now)))} left`}
            {held ? ' · working …' : ''}
          </span>
        </span>
        {open && (
          <Button
            kind="quiet"
            class="clock-finish"
            disabled={held}
            onClick={() => setFinishing(true)}
          >
            Finish …
          </Button>
        )}
      </div>
      <span class="bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, (Math.max(0, now) / length_ns) * 100)}%` }} />
      </span>
      <div class="row wrap">
        {state === 'waiting' && (
          <Button
            kind="primary"
            disabled={held}
            onClick={() => void sender.send('clock', { to: 'start' })}
          >
            Start the round
          </Button>
        )}
        {open && (
          <>
            <Button keys="Space" disabled={held} onClick={() => toggleClock(round, sender)}>
              {state === 'running' ? 'Pause' : 'Resume'}
            </Button>
            <Button keys="]" disabled={held} onClick={() => skip(round, sender, 1)}>
              +1 min
            </Button>
            <Button keys="}" disabled={held} onClick={() => skip(round, sender, 5)}>
              +5 min
            </Button>
          </>
        )}
        {state === 'finished' && <ToReviewer round={round} locked={locked} />}
      </div>
      {finishing && (
        <FinishDialog
          onFinish={() => void sender.send('clock', { to: 'finish' })}
          onClose={() => setFinishing(false)}
        />
      )}
    </section>
  );
}

// The opening state names the reviewer's page from the finish on.
function ToReviewer({ round, locked }: { round: Round; locked: boolean }) {
  const [address, setAddress] = useState(round.opening.reviewer);
  useEffect(() => {
    if (address !== '') return;
    void round.client.opening().then((again) => again.ok && setAddress(again.value.reviewer));
  }, []);
  return (
    <p class="soft">
      {!locked && 'Lock your ratings first. '}The replay and the score are on{' '}
      {address ? <a href={address}>the reviewer’s page</a> : 'the reviewer’s page'}.
    </p>
  );
}

interface FinishDialogProps {
  onFinish: () => void;
  onClose: () => void;
}

function FinishDialog({ onFinish, onClose }: FinishDialogProps) {
  return (
    <Dialog title="Finish the round?" onClose={onClose}>
      <p>The candidate can look and act no more, and the clock stands still for good.</p>
      <div class="row">
        <Button
          kind="danger"
          onClick={() => {
            onClose();
            onFinish();
          }}
        >
          Finish
        </Button>
        <Button onClick={onClose}>Go on</Button>
      </div>
    </Dialog>
  );
}

// Only between running and paused: the start is never a slip of the thumb.
export function toggleClock(round: Round, sender: Sender): void {
  const state = round.state.peek();
  if (state === 'running') void sender.send('clock', { to: 'pause' });
  if (state === 'paused') void sender.send('clock', { to: 'resume' });
}

export function skip(round: Round, sender: Sender, minutes: number): void {
  const state = round.state.peek();
  if (state !== 'running' && state !== 'paused') return;
  const until_ns = Math.min(round.now.peek() + minutes * kMinute, round.opening.length_ns);
  void sender.send('clock', { to: 'skip', until_ns });
}
