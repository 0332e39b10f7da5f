import { useMemo, useRef, useState } from 'preact/hooks';
import { Dialog } from './dialog';
import { Keys } from './button';
import { type Ranked, rank } from './rank';
import './palette.css';

export interface PaletteItem {
  id: string;
  group: string;
  title: string;
  detail?: string;
  keys?: string;
  run: () => void;
}

export interface PaletteProps {
  items: readonly PaletteItem[];
  placeholder: string;
  onClose: () => void;
}

const kShown = 60;

// One place to go anywhere and do anything: type, arrows, Enter.
export function Palette({ items, placeholder, onClose }: PaletteProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => rank(items, text).slice(0, kShown), [items, text]);
  const chosen = Math.min(at, found.length - 1);

  function choose(item: PaletteItem | undefined): void {
    if (!item) return;
    onClose();
    item.run();
  }

  function move(to: number): void {
    if (found.length === 0) return;
    const next = (to + found.length) % found.length;
    setAt(next);
    list.current?.querySelector(`#palette-${next}`)?.scrollIntoView({ block: 'nearest' });
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') move(chosen + 1);
    else if (event.key === 'ArrowUp') move(chosen - 1);
    else if (event.key === 'Enter') choose(found[chosen]?.item);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title="Go to or do" onClose={onClose} bare>
      <input
        class="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-label={placeholder}
        aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
        placeholder={placeholder}
        value={text}
        autocomplete="off"
        spellcheck={false}
        onKeyDown={press}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <div
        class="palette-list scroll"
        id="palette-list"
        role="listbox"
        aria-label="Found"
        ref={list}
      >
        {found.map((one, index) => (
          <PaletteRow
            key={one.item.id}
            ranked={one}
            index={index}
            chosen={index === chosen}
            heads={one.item.group !== found[index - 1]?.item.group}
            onChoose={() => choose(one.item)}
            onPoint={() => setAt(index)}
          />
        ))}
      </div>
      {found.length === 0 && <p class="palette-none soft">Nothing is called that.</p>}
    </Dialog>
  );
}

interface RowProps {
  ranked: Ranked<PaletteItem>;
  index: number;
  chosen: boolean;
  heads: boolean;
  onChoose: () => void;
  onPoint: () => void;
}

function PaletteRow({ ranked, index, chosen, heads, onChoose, onPoint }: RowProps) {
  const { item } = ranked;
  return (
    <div
      id={`palette-${index}`}
      role="option"
      aria-selected={chosen}
      class={chosen ? 'palette-row chosen' : 'palette-row'}
      onClick={onChoose}
      onMouseMove={onPoint}
    >
      <span class="palette-group">{heads ? item.group : ''}</span>
      <span class="palette-title clip">{item.title}</span>
      <span class="palette-detail clip">{item.detail}</span>
      {item.keys && <Keys keys={item.keys} />}
    </div>
  );
}
