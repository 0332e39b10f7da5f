// What can be done, and what is being done.
import { formatDuration, formatOffset, formatRatio } from '../../base/format';
import type { Desk } from '../../state/desk';
import { Menu } from '../../widgets/menu';
import type { ActionView, Command } from '../../wire/types';
import { groupActions } from './actions';
import { canSpeak } from './alert_line';

export function takesText(action: ActionView): string {
  return action.takes_ns > 0
    ? `first effect after ${formatDuration(action.takes_ns)}`
    : 'starts at once';
}

export function ActionsBar({ desk }: { desk: Desk }) {
  // What cannot be done any more is not offered.
  const groups = canSpeak(desk) ? groupActions(desk.round.scenario.actions) : [];
  return (
    <footer class="actions-bar">
      <h2 class="only-read-aloud">Actions</h2>
      <div class="row">
        {groups.map((group) => (
          <Menu
            key={group.title}
            label={group.title}
            up
            items={group.actions.map((action) => ({
              id: action.id,
              title: action.label,
              detail: `${action.does} ${capital(takesText(action))}.`,
              run: () => (desk.open.value = { kind: 'action', action: action.id }),
            }))}
          />
        ))}
      </div>
      <Commands desk={desk} />
    </footer>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const kShown = 2;

// Running ones first, then the last that ended.
function Commands({ desk }: { desk: Desk }) {
  const all = desk.round.commands.value;
  const running = all.filter((command) => command.state === 'running');
  const ended = all.filter((command) => command.state !== 'running');
  const shown = [...running, ...ended.slice(-kShown).reverse()].slice(
    0,
    Math.max(kShown, running.length),
  );
  return (
    <ul class="under-way" aria-label="Actions under way" aria-live="polite">
      {shown.map((command) => (
        <CommandLine key={command.command} command={command} desk={desk} />
      ))}
      {shown.length === 0 && <li class="soft small">Nothing under way</li>}
    </ul>
  );
}

function CommandLine({ command, desk }: { command: Command; desk: Desk }) {
  const asked = desk.round.entries.value.find((entry) => entry.seq === command.command);
  const since = asked ? formatOffset(asked.time_ns) : '';
  const words = {
    running: formatRatio(Math.round(command.progress * 100) / 100),
    done: 'done',
    failed: 'failed',
  };
  return (
    <li
      class={`under-way-one ${command.state}`}
      title={`${since} ${command.label}. ${command.message}`}
    >
      <span class="clip">
        {command.label} <span class="soft">{command.message}</span>
      </span>
      <b class={command.state === 'failed' ? 'alarm' : 'soft'}>{words[command.state]}</b>
      {command.state === 'running' && (
        <i class="progress" style={{ width: `${command.progress * 100}%` }} aria-hidden="true" />
      )}
    </li>
  );
}
