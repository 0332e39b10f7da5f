// The line under the timeline: play, speed, where it stands.
import { formatClock, formatOffset } from '../../base/format';
import { Button } from '../../widgets/button';
import { kSpeeds, type Playback } from './playback';

export interface PlayerProps {
  playback: Playback;
  pageClockS: number;
}

export function Player({ playback, pageClockS }: PlayerProps) {
  const time = playback.playhead.value;
  const playing = playback.playing.value;
  return (
    <section class="player" aria-label="Playback">
      <Button keys="Space" onClick={() => playback.toggle()}>
        {playing ? 'Pause' : 'Play'}
      </Button>
      <Button kind="quiet" keys="←" onClick={() => playback.step(-1)} aria-label="Previous entry">
        Previous
      </Button>
      <Button kind="quiet" keys="→" onClick={() => playback.step(1)} aria-label="Next entry">
        Next
      </Button>
      <span class="player-time">
        <b class="mono">{formatOffset(time)}</b>{' '}
        <span class="soft mono">{formatClock(time, pageClockS)} UTC</span>
      </span>
      <div class="row" role="group" aria-label="Speed">
        {kSpeeds.map((speed) => (
          <Button
            key={speed}
            kind="quiet"
            class={playback.speed.value === speed ? 'speed on' : 'speed'}
            aria-pressed={playback.speed.value === speed}
            onClick={() => (playback.speed.value = speed)}
          >
            {speed}×
          </Button>
        ))}
      </div>
      <span class="soft small">dead time is skipped</span>
      <span class="grow" />
      <span class="faint small">
        <kbd>W</kbd> <kbd>S</kbd> zoom <kbd>A</kbd> <kbd>D</kbd> move
      </span>
    </section>
  );
}
