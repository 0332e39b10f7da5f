import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import './field.css';

interface Labelled {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  quiet?: boolean | undefined; // the label is read aloud, not drawn
}

interface FrameProps extends Labelled {
  id: string;
  children: ComponentChildren;
}

function FieldFrame({ id, label, hint, error, quiet, children }: FrameProps) {
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id} class={quiet ? 'only-read-aloud' : ''}>
        {label}
      </label>
      {children}
      {(error || hint) && (
        <div id={`${id}-note`}>
          {error && (
            <p class="field-note alarm" role="alert">
              {error}
            </p>
          )}
          {hint && <p class="field-note">{hint}</p>}
        </div>
      )}
    </div>
  );
}

export interface TextFieldProps extends Labelled {
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'password' | 'search';
  inputMode?: 'text' | 'decimal' | 'numeric';
  required?: boolean;
  autoFocus?: boolean;
  lines?: number; // more than one: a text area
  list?: string[];
  onKeyDown?: (event: KeyboardEvent) => void;
}

export function TextField(props: TextFieldProps) {
  const id = useId();
  const { label, hint, error, quiet, onInput, lines = 1, list, autoFocus, ...rest } = props;
  const note = error || hint ? { 'aria-describedby': `${id}-note` } : {};
  // A dialog that opens looks for the attribute; elsewhere the field takes the focus itself.
  const first = autoFocus ? { autofocus: true } : {};
  const common = { ...rest, ...note, ...first, id, 'aria-invalid': Boolean(error) };
  const focus = (element: HTMLElement | null) => {
    if (autoFocus && element && element.dataset['focused'] === undefined) {
      element.dataset['focused'] = '';
      element.focus();
    }
  };
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} quiet={quiet}>
      {lines > 1 ? (
        <textarea
          {...(common as JSX.IntrinsicElements['textarea'])}
          ref={focus}
          rows={lines}
          class="input"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...(common as JSX.IntrinsicElements['input'])}
          ref={focus}
          class="input"
          autocomplete="off"
          spellcheck={false}
          {...(list ? { list: `${id}-list` } : {})}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

export interface SelectProps extends Labelled {
  value: string;
  autoFocus?: boolean;
  options: readonly (string | { value: string; label: string })[];
  onChange: (value: string) => void;
}

export function Select(props: SelectProps) {
  const { label, hint, error, quiet, value, options, onChange, autoFocus } = props;
  const id = useId();
  const frame = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (!autoFocus || !frame.current) return;
    frame.current.dataset['focused'] = '';
    frame.current.focus();
  }, []);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} quiet={quiet}>
      <select
        id={id}
        ref={frame}
        class="input"
        value={value}
        aria-invalid={Boolean(error)}
        {...(error || hint ? { 'aria-describedby': `${id}-note` } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => {
          const { value: key, label: shown } =
            typeof option === 'string' ? { value: option, label: option } : option;
          return (
            <option key={key} value={key} selected={key === value}>
              {shown}
            </option>
          );
        })}
      </select>
    </FieldFrame>
  );
}

export interface ChoiceProps {
  label: string; // of the group, read aloud
  value: string;
  options: readonly { value: string; label: string; title?: string }[];
  onChange: (value: string) => void;
  disabled?: boolean;
  deliberate?: boolean; // arrow keys move and do not choose; Space, Enter or a click does
}

// A few exclusive choices, drawn as one strip. Arrow keys move between them.
export function Choice(props: ChoiceProps) {
  const { label, value, options, onChange, disabled } = props;
  const name = useId();
  if (props.deliberate) return <DeliberateChoice {...props} />;
  return (
    <div class="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} class={option.value === value ? 'on' : ''} title={option.title}>
          <input
            type="radio"
            class="only-read-aloud"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={disabled ?? false}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

function moveAlong(event: KeyboardEvent): void {
  const forth = event.key === 'ArrowDown' || event.key === 'ArrowRight';
  const back = event.key === 'ArrowUp' || event.key === 'ArrowLeft';
  if (!forth && !back) return;
  const here = event.target as HTMLElement;
  const next = forth ? here.nextElementSibling : here.previousElementSibling;
  event.preventDefault();
  if (next instanceof HTMLElement) next.focus();
}

// A choice that goes on record: nothing is chosen by passing over it.
function DeliberateChoice({ label, value, options, onChange, disabled }: ChoiceProps) {
  return (
    <div class="choice" role="radiogroup" aria-label={label} onKeyDown={moveAlong}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          class={option.value === value ? 'on' : ''}
          title={option.title}
          aria-checked={option.value === value}
          disabled={disabled ?? false}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

export interface SliderProps {
  label: string;
  value: number; // 0..1
  onInput: (value: number) => void;
}

export function ConfidenceSlider({ label, value, onInput }: SliderProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="soft">{Math.round(value * 100)} %</span>
      </label>
      <input
        id={id}
        class="slider"
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(value * 100)}
        onInput={(event) => onInput(Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}
