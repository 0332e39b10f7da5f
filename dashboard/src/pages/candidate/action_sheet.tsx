// Before anything is done: what it will do, why, what is expected, and within what time. The reason is
// required; it is what a colleague would ask for, and it is read with the decision.
import { useState } from 'preact/hooks';
import { explain } from '../../base/result';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { Dialog } from '../../widgets/dialog';
import { TextField } from '../../widgets/field';
import type { ActionView } from '../../wire/types';
import { secondsOf, takesText } from './actions';
import { canSpeak } from './alert_line';

export function ActionSheet({ desk, action }: { desk: Desk; action: ActionView }) {
  const [why, setWhy] = useState('');
  const [expect, setExpect] = useState('');
  const [minutes, setMinutes] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = asked && why.trim() === '' ? 'Say in a line why you do it.' : null;
  const within = secondsOf(minutes);
  const close = () => (desk.open.value = { kind: 'none' });

  async function run(): Promise<void> {
    setAsked(true);
    if (why.trim() === '' || within === null || busy) return;
    setBusy(true);
    const done = await desk.round.add('do', {
      action: action.id,
      why: why.trim(),
      expect: expect.trim(),
      ...(within === undefined ? {} : { expect_in_s: within }),
    });
    setBusy(false);
    if (done.ok) close();
    else setRefused(explain(done.error));
  }

  return (
    <Dialog title={action.label} from="bottom" onClose={close}>
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run();
        }}
      >
        <dl class="facts">
          <div>
            <dt>Will do</dt>
            <dd>{action.does}</dd>
          </div>
          <div>
            <dt>How long</dt>
            <dd>{takesText(action)}</dd>
          </div>
        </dl>
        <TextField
          label="Why"
          value={why}
          onInput={setWhy}
          error={missing}
          autoFocus
          placeholder="What makes this the right step now"
        />
        <TextField
          label="What you expect to see"
          value={expect}
          onInput={setExpect}
          placeholder="Which number should move, and where to"
        />
        <TextField
          label="Works within how many minutes"
          value={minutes}
          onInput={setMinutes}
          inputMode="decimal"
          error={within === null ? 'A number of minutes, up to a day.' : null}
        />
        {refused && (
          <p class="refused" role="alert">
            Not done. {refused}
          </p>
        )}
        <div class="row">
          <Button kind="primary" type="submit" disabled={busy || !canSpeak(desk)} keys="Ctrl ↵">
            {busy ? 'Starting' : 'Do it'}
          </Button>
          <Button onClick={close}>Not now</Button>
          {!canSpeak(desk) && <span class="soft">The clock does not run.</span>}
        </div>
      </form>
    </Dialog>
  );
}
