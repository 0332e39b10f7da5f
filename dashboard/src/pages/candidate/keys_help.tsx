import type { Desk } from '../../state/desk';
import { Keys } from '../../widgets/button';
import { Dialog } from '../../widgets/dialog';
import { Rules } from './rules';
import { kViews } from './views';

const kDo: readonly [string, string][] = [
  ['Ctrl K', 'Go to or do anything, by name'],
  ['a', 'Acknowledge the page'],
  ['s', 'Severity: arrows choose, Space says it'],
  ['d', 'Actions: Tab to a group, ↵ opens it; Ctrl K finds one by name'],
  ['c', 'Resolve the incident, then hand over'],
  ['h', 'New hypothesis'],
  ['e', 'Blast radius, in numbers'],
  ['p', 'Prediction, before you look'],
  ['u', 'Update for people who are not here'],
  ['m', 'The message in front is read'],
  ['b', 'The brief, what is recorded, the rules'],
  ['/', 'Search the logs'],
  ['r', 'Read the traces again, up to now'],
  ['↑ ↓ ↵', 'Walk a list, open what is in it'],
  ['Esc', 'Close what is open'],
  ['?', 'This'],
];

export function KeyTable() {
  return (
    <div class="keys-list">
      <dl>
        {kViews.map((view) => (
          <div key={view.id}>
            <dt>
              <Keys keys={view.key} /> <span class="soft">or</span>{' '}
              <Keys keys={`g ${view.letter}`} />
            </dt>
            <dd>
              {view.title} <span class="soft">{view.about}</span>
            </dd>
          </div>
        ))}
      </dl>
      <dl>
        {kDo.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function KeysDialog({ desk }: { desk: Desk }) {
  return (
    <Dialog title="Keys" wide onClose={() => (desk.open.value = { kind: 'none' })}>
      <KeyTable />
      <details>
        <summary>Rules of the round</summary>
        <Rules />
      </details>
    </Dialog>
  );
}
