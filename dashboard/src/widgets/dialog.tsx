import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button';
import './dialog.css';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  from?: 'middle' | 'bottom'; // bottom: a sheet
  wide?: boolean;
  bare?: boolean; // no head: the palette
}

// The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back.
export function Dialog({ title, onClose, children, from = 'middle', wide, bare }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${from} ${wide ? 'wide' : ''} ${bare ? 'bare' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div class="dialog-inside">
        <header class={bare ? 'only-read-aloud' : 'dialog-head'}>
          <h2 id={id}>{title}</h2>
          {!bare && (
            <Button kind="quiet" aria-label="Close" onClick={onClose} keys="Esc">
              Close
            </Button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
