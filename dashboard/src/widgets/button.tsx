import type { ComponentChildren, JSX } from 'preact';
import './button.css';

type Native = Omit<JSX.IntrinsicElements['button'], 'size' | 'type'>;

export interface ButtonProps extends Native {
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  type?: 'button' | 'submit';
  keys?: string; // shown after the label: "Ctrl K"
  children?: ComponentChildren;
}

export function Button({ kind = 'plain', keys, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={`button ${kind} ${String(rest.class ?? '')}`}>
      {children}
      {keys && <Keys keys={keys} />}
    </button>
  );
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys" aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
