// What a panel shows while it has nothing to show: nothing yet, nothing there, or not to be had.
import type { ComponentChildren } from 'preact';
import { explain, type Failure } from '../base/result';
import { Button } from './button';
import './states.css';

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <p>{title}</p>
      {children && <div class="soft small">{children}</div>}
    </div>
  );
}

export function Loading({ what = 'Reading' }: { what?: string }) {
  return (
    <div class="state" role="status">
      <p class="soft loading">{what} …</p>
    </div>
  );
}

export function Failed({ error, onRetry }: { error: Failure; onRetry?: () => void }) {
  return (
    <div class="state" role="alert">
      <p>{explain(error)}</p>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
