// What every view has: a title, its controls, and a body that is loading, failed, or there.
import type { ComponentChildren } from 'preact';
import type { Looking } from '../../panels/use_look';
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
