// What can be done, and what is being done.
import { formatOffset, formatRatio } from '../../base/format';
import type { Desk } from '../../state/desk';
import { endedText, holding } from '../../widgets/holds';
import { Menu } from '../../widgets/menu';
import type { Command } from '../../wire/types';
import { groupActions, takesText } from './actions';
import { canSpeak } from './alert_line';
import './actions_bar.css';

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
  const holds = holding(all);
  const ended = all.filter((command) => command.state !== 'running');
  const shown = [...running, ...ended.slice(-kShown).reverse()].slice(
    0,
    Math.max(kShown, running.length),
  );
  return (
    <ul class="under-way" aria-label="Actions under way" aria-live="polite">
      {shown.map((command) => (
        <CommandLine
          key={command.command}
          command={command}
          holds={holds.get(command.command)}
          desk={desk}
        />
      ))}
      {shown.length === 0 && <li class="soft small">Nothing under way</li>}
    </ul>
  );
}

interface CommandLineProps {
  command: Command;
  holds: boolean | undefined;
  desk: Desk;
}

function CommandLine({ command, holds, desk }: CommandLineProps) {
  const { label, state, progress, message } = command;
  const asked = desk.round.entries.value.find((entry) => entry.seq === command.command);
  const since = asked ? formatOffset(asked.time_ns) : '';
  const stands =
    state === 'running' ? formatRatio(Math.round(progress * 100) / 100) : endedText(state, holds);
  return (
    <li
      class={`under-way-one ${state} ${holds === false ? 'replaced' : ''}`}
      title={`${since} ${label}: ${stands}. ${message}`}
    >
      <span class="clip">
        {label} {state === 'failed' && <span class="soft">{message}</span>}
      </span>
      <b class={state === 'failed' ? 'alarm' : 'soft'}>{stands}</b>
      {state === 'running' && (
        <i class="progress" style={{ width: `${progress * 100}%` }} aria-hidden="true" />
      )}
    </li>
  );
}
