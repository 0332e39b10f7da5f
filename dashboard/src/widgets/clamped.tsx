// A text of any length in the room of a few lines, with a button for the rest.
import { useState } from 'preact/hooks';
import './clamped.css';

const kLines = 4;
const kCharacters = 280;

export function isLong(text: string): boolean {
  return text.length > kCharacters || text.split('\n').length > kLines;
}

export function Clamped({ text, class: kind = '' }: { text: string; class?: string }) {
  const [all, setAll] = useState(false);
  if (!isLong(text)) return <span class={`whole ${kind}`}>{text}</span>;
  return (
    <>
      <span class={`${all ? 'whole' : 'clamped'} ${kind}`}>{text}</span>
      <MoreButton all={all} onToggle={() => setAll(!all)} />
    </>
  );
}

export function MoreButton({ all, onToggle }: { all: boolean; onToggle: () => void }) {
  return (
    <button type="button" class="more-button" aria-expanded={all} onClick={onToggle}>
      {all ? 'Show less' : 'Show more'}
    </button>
  );
}
