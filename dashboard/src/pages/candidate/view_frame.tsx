// What every view has: a title, its controls, and a body that is loading, failed, or there.
import type { ComponentChildren } from 'preact';
import { formatOffset } from '../../base/format';
import type { Looking } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { Failed, Loading } from '../../widgets/states';
import type { ShownBy } from '../../wire/types';

interface ViewFrameProps {
  title: string;
  controls?: ComponentChildren;
  note?: ComponentChildren;
  children: ComponentChildren;
}

export function ViewFrame({ title, controls, note, children }: ViewFrameProps) {
  return (
    <section class="view" aria-label={title}>
      <header class="view-head row wrap">
        <h2>{title}</h2>
        {controls}
        {note && <span class="soft small view-note">{note}</span>}
      </header>
      {children}
    </section>
  );
}

// A list that does not follow the clock says what time it is of, and is read again when asked.
export function AsOf<W extends keyof ShownBy>({
  desk,
  looking,
}: {
  desk: Desk;
  looking: Looking<W>;
}) {
  const asked = desk.round.entries.value.find((entry) => entry.seq === looking.seq);
  return (
    <span class="row">
      <span class="soft small">{asked ? `as of ${formatOffset(asked.time_ns)}` : 'reading …'}</span>
      <Button keys="r" onClick={() => desk.refresh.value++} title="Read it again, up to now">
        Refresh
      </Button>
    </span>
  );
}

interface LookBodyProps<W extends keyof ShownBy> {
  looking: Looking<W>;
  children: (shown: ShownBy[W]) => ComponentChildren;
}

export function LookBody<W extends keyof ShownBy>({ looking, children }: LookBodyProps<W>) {
  if (looking.state === 'failed' && looking.error) {
    return <Failed error={looking.error} onRetry={looking.retry} />;
  }
  if (looking.shown === null) return <Loading />;
  return (
    <>
      {looking.error && (
        <p class="stale-note small warn" role="status">
          Not fresh: {looking.error.message}
        </p>
      )}
      {children(looking.shown)}
    </>
  );
}
