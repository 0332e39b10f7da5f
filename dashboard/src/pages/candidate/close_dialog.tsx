// The end of the incident as the candidate sees it: resolved, or handed over.
import { useState } from 'preact/hooks';
import { explain } from '../../base/result';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { Dialog } from '../../widgets/dialog';
import { TextField } from '../../widgets/field';

const kWords = {
  resolved: {
    title: 'Resolve the incident',
    label: 'What was it, what did you do, how do you know that it is over',
    button: 'Resolve',
  },
  handover: {
    title: 'Hand over',
    label: 'What is known, what is under way, what the next person must do and must not do',
    button: 'Hand over',
  },
} as const;

export function CloseDialog({ desk, how }: { desk: Desk; how: 'resolved' | 'handover' }) {
  const [text, setText] = useState(() => desk.kept.draft(how, { text: '' }).text);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const close = () => (desk.open.value = { kind: 'none' });
  const words = kWords[how];

  async function say(): Promise<void> {
    if (text.trim() === '') {
      setError('A line at least: somebody will read it.');
      return;
    }
    if (busy) return;
    setBusy(true);
    const said = await desk.round.add('say', { what: how, text: text.trim() });
    setBusy(false);
    if (!said.ok) return setError(explain(said.error));
    desk.kept.dropDraft(how);
    // What is left to do is asked for while it is fresh; Escape leaves it for later.
    const next = how === 'resolved' && desk.notebook.value.handover === null;
    desk.open.value = next ? { kind: 'close', how: 'handover' } : { kind: 'none' };
  }

  return (
    <Dialog title={words.title} from="bottom" onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void say();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void say();
        }}
      >
        <TextField
          label={words.label}
          value={text}
          onInput={(typed) => {
            desk.kept.keepDraft(how, { text: typed });
            setText(typed);
          }}
          lines={5}
          error={error}
          autoFocus
        />
        <div class="row">
          <Button kind="primary" type="submit" disabled={busy} keys="Ctrl ↵">
            {words.button}
          </Button>
          <Button onClick={close}>Not yet</Button>
        </div>
      </form>
    </Dialog>
  );
}
