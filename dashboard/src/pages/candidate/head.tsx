// The line that never goes away: what this is, how bad, what time it is, whether it lives.
import { formatClock, formatOffset } from '../../base/format';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { ThemeButton } from '../../widgets/theme_button';

const kStates = {
  waiting: 'waiting',
  running: 'live',
  paused: 'paused',
  finished: 'finished',
} as const;

export function Head({ desk }: { desk: Desk }) {
  const { round } = desk;
  const waiting = round.state.value === 'waiting';
  return (
    <header class="head">
      <span class="brand">ThreeAM</span>
      <h1 class="head-title clip">{round.opening.title}</h1>
      {!waiting && <SeverityMark desk={desk} />}
      <span class="grow" />
      <ClockLine desk={desk} />
      {!waiting && (
        <Button kind="quiet" keys="b" onClick={() => (desk.open.value = { kind: 'brief' })}>
          Brief
        </Button>
      )}
      <ThemeButton />
      <Button
        kind="quiet"
        aria-label="Keys"
        title="Keys"
        onClick={() => (desk.open.value = { kind: 'keys' })}
      >
        <kbd>?</kbd>
      </Button>
      <Button
        class="head-search"
        keys="Ctrl K"
        onClick={() => (desk.open.value = { kind: 'palette' })}
      >
        <span class="soft">Go to or do</span>
      </Button>
    </header>
  );
}

function SeverityMark({ desk }: { desk: Desk }) {
  const { severity } = desk.notebook.value;
  return (
    <span class={`severity ${severity === null ? 'unset' : ''}`}>
      {severity === null ? 'SEV ?' : `SEV ${severity}`}
    </span>
  );
}

// In its own component: it is drawn again every second, the rest of the page is not.
function ClockLine({ desk }: { desk: Desk }) {
  const { round } = desk;
  const now = round.now.value;
  const stale = round.link.value !== 'live' && round.state.value !== 'finished';
  const word = stale
    ? round.link.value === 'stale'
      ? 'stale'
      : 'connecting'
    : kStates[round.state.value];
  return (
    <div class="clock row">
      <span class="clock-offset" title="Since the page">
        {formatOffset(now)}
      </span>
      <time class="soft">{formatClock(now, round.opening.page_clock_s)} UTC</time>
      <span class={`live-state is-${word}`} role="status">
        <i aria-hidden="true" />
        {word}
      </span>
    </div>
  );
}
