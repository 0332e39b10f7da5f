// The line at the top of the interviewer's and the reviewer's page.
import type { ComponentChildren } from 'preact';
import type { LinkState } from '../wire/live';
import { Button } from './button';
import { ThemeButton } from './theme_button';
import './page_head.css';

export interface PageHeadProps {
  page: string; // whose it is
  title: string;
  level: string;
  link: LinkState | null; // null: nothing more comes
  onHelp: () => void;
  children?: ComponentChildren;
}

const kLinks: Record<LinkState, string> = {
  connecting: 'connecting …',
  live: 'live',
  stale: 'connection lost, trying again',
};

export function PageHead({ page, title, level, link, onHelp, children }: PageHeadProps) {
  return (
    <header class="page-head">
      <span class="page-brand">ThreeAM</span>
      <h1 class="page-title clip">{title}</h1>
      <span class="soft">{level}</span>
      <span class="tag">{page}</span>
      <span class={link === 'stale' ? 'warn' : 'soft'} role="status">
        {link && kLinks[link]}
      </span>
      <span class="grow" />
      {children}
      <ThemeButton />
      <Button kind="quiet" keys="?" onClick={onHelp}>
        Keys
      </Button>
    </header>
  );
}

export interface KeyHelp {
  keys: string;
  does: string;
}

export function KeyTable({ keys }: { keys: readonly KeyHelp[] }) {
  return (
    <dl class="key-table">
      {keys.map((one) => (
        <div key={one.keys}>
          <dt>
            {one.keys.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{one.does}</dd>
        </div>
      ))}
    </dl>
  );
}
