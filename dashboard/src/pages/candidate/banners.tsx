// A calm line above the work: the link is down, the clock stands, the interviewer said something. It has
// its place also while there is nothing, so that what one reads does not move when something comes.
import { formatOffset } from '../../base/format';
import type { Desk } from '../../state/desk';
import { go } from '../../state/place';
import { Button } from '../../widgets/button';
import './banners.css';

export function Banners({ desk }: { desk: Desk }) {
  const { round } = desk;
  const state = round.state.value;
  const idle =
    state === 'running' &&
    round.link.value !== 'stale' &&
    desk.notice.value === '' &&
    desk.answered.value.length === 0 &&
    desk.unread.value.length === 0;
  return (
    <section class="banners" aria-label="Messages">
      {state !== 'finished' && round.link.value === 'stale' && <Stale desk={desk} />}
      {desk.notice.value && (
        <div class="banner row" role="status">
          <span class="grow">{desk.notice.value}</span>
          <Button kind="quiet" onClick={() => (desk.notice.value = '')}>
            Close
          </Button>
        </div>
      )}
      {state !== 'finished' && desk.answered.value.length > 0 && (
        <Answered people={desk.answered.value} />
      )}
      {state !== 'finished' && <Message desk={desk} />}
      {state === 'paused' && (
        <p
          class="banner paused nowrap"
          role="status"
          title="The interviewer has paused the clock. You can look and write."
        >
          Paused: the system stands still.
        </p>
      )}
      {idle && <p class="banner idle small">No unread message.</p>}
    </section>
  );
}

function Answered({ people }: { people: readonly string[] }) {
  return (
    <div class="banner row" role="status">
      <span class="grow">
        {people.join(' and ')} {people.length > 1 ? 'have' : 'has'} answered.
      </span>
      <Button kind="quiet" onClick={() => go('people')}>
        Open People
      </Button>
    </div>
  );
}

// Of what is unread the newest is in front, for that is what the interviewer speaks of; the others wait
// behind it and come forward as it is read.
function Message({ desk }: { desk: Desk }) {
  const message = desk.unread.value.at(-1);
  const more = desk.unread.value.length - 1;
  if (!message) return null;
  return (
    <div class="banner message row" role="status">
      <time class="mono soft">{formatOffset(message.time_ns)}</time>
      <span class="soft nowrap">{message.kind === 'hint' ? 'Hint' : 'Message'}</span>
      <span class="grow">{message.text}</span>
      {more > 0 && <span class="soft small nowrap">{more} older unread</span>}
      <Button kind="quiet" keys="m" onClick={() => markNewestRead(desk)}>
        Read
      </Button>
    </div>
  );
}

export function markNewestRead(desk: Desk): void {
  const message = desk.unread.peek().at(-1);
  if (message) desk.markRead(message.seq);
}

function Stale({ desk }: { desk: Desk }) {
  return (
    <p class="banner stale" role="status">
      The connection is lost. What you see is from {formatOffset(desk.round.now.value)}; trying to
      come back.
    </p>
  );
}
