import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from './button';
import './menu.css';

export interface MenuItem {
  id: string;
  title: string;
  detail?: string;
  checked?: boolean; // drawn as a choice
  run: () => void;
}

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  up?: boolean;
  stay?: boolean; // stays open after a choice
  dense?: boolean; // details beside the titles
}

// A button with a list. Arrows walk, Enter chooses, Escape closes and gives the focus back.
export function Menu({ label, items, up, stay, dense }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return undefined;
    list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const away = (event: MouseEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    window.addEventListener('mousedown', away);
    return () => window.removeEventListener('mousedown', away);
  }, [open]);

  function shut(): void {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  }

  function press(event: KeyboardEvent): void {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape' || event.key === 'Tab') shut();
    else if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
    else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="menu" ref={root}>
      <Button
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
        <span class="menu-mark" aria-hidden="true">
          {up ? '▴' : '▾'}
        </span>
      </Button>
      {open && (
        <div
          id={id}
          ref={list}
          role="menu"
          aria-label={label}
          class={`menu-list scroll ${up ? 'up' : ''} ${dense ? 'dense' : ''}`}
          onKeyDown={press}
        >
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
              {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
              tabIndex={-1}
              class="menu-item"
              onClick={() => {
                if (!stay) shut();
                item.run();
              }}
            >
              {item.checked !== undefined && (
                <span class="menu-check">{item.checked ? '✓' : ''}</span>
              )}
              <span>
                {item.title}
                {item.detail && <span class="menu-detail">{item.detail}</span>}
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
