// Keys of a page: single keys ("?"), sequences ("g m") and chords ("ctrl+k"). Single keys and
// sequences are off while someone types.
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const kSequenceMs = 1200;

export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : event.altKey ? `alt+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['button', 'checkbox', 'radio'].includes(target.type)
  );
}

const kOwners: Record<string, string> = {
  ' ': 'button, summary, input:not([type="radio"]:checked)',
  Enter: 'button, a, input, summary',
};

// Space and Enter belong to the button that has the focus, arrows to a choice: they work without us.
// A choice that is made has no use for Space, so it is the page's again.
export function belongsToControl(name: string, target: Pick<Element, 'closest'>): boolean {
  const owner = name.startsWith('Arrow')
    ? 'input[type="radio"], [role="radio"]'
    : (kOwners[name] ?? '');
  return owner !== '' && target.closest(owner) !== null;
}

// Listens until the returned function is called. An open dialog keeps its keys to itself.
export function bindKeys(keys: KeyMap): () => void {
  let prefix = '';
  let prefixAt = 0;
  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const name = keyName(event);
    if (event.target instanceof Element && belongsToControl(name, event.target)) return;
    const chord = name.includes('+') && name.length > 1;
    if (!chord && (isTyping(event.target) || document.querySelector('dialog[open]'))) return;
    const sequence =
      performance.now() - prefixAt < kSequenceMs && prefix ? `${prefix} ${name}` : '';
    const run = keys[sequence] ?? keys[name];
    prefix = '';
    if (run) {
      event.preventDefault();
      run(event);
    } else if (Object.keys(keys).some((known) => known.startsWith(`${name} `))) {
      prefix = name;
      prefixAt = performance.now();
    }
  }
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
