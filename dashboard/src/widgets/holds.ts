// Which of the things that were done holds now: two acts on the same thing cannot both. Read from what
// the system says of each when it is done; an act that is an event and no state holds nothing. Pure.
import type { Command } from '../wire/types';

interface State {
  of: string;
  where: string; // empty: everywhere, so it replaces what was said of a part
}

const kStates: readonly [RegExp, (found: readonly string[]) => State][] = [
  [
    /^[\d.]+ % of (.+) are refused with/,
    ([route = '']) => ({ of: 'shed', where: route === 'all requests' ? '' : route }),
  ],
  [
    /^writes to (\S+) are refused .* in (.+)$/,
    ([dataset = '', where = '']) => ({
      of: `writes ${dataset}`,
      where: where === 'every region' ? '' : where,
    }),
  ],
  [/^writes to (\S+) are accepted/, ([dataset = '']) => ({ of: `writes ${dataset}`, where: '' })],
  [/^(\S+) is (?:on|off) everywhere/, ([flag = '']) => ({ of: `flag ${flag}`, where: '' })],
  [/^(\S+) runs \S/, ([component = '']) => ({ of: `version ${component}`, where: '' })],
  [/^nobody takes messages from (\S+)/, ([queue = '']) => ({ of: `queue ${queue}`, where: '' })],
  [/^messages are taken from (\S+)/, ([queue = '']) => ({ of: `queue ${queue}`, where: '' })],
];

function stateOf({ state, message }: Command): State | null {
  if (state !== 'done') return null;
  for (const [pattern, read] of kStates) {
    const found = pattern.exec(message);
    if (found) return read(found.slice(1));
  }
  return null;
}

// By command: true, it holds; false, a later one has replaced it. Others are not in it.
export function holding(commands: readonly Command[]): ReadonlyMap<number, boolean> {
  const states = [...commands]
    .sort((a, b) => a.command - b.command)
    .flatMap((command) => {
      const state = stateOf(command);
      return state ? [{ command: command.command, ...state }] : [];
    });
  return new Map(
    states.map(({ command, of, where }, index) => {
      const replaced = states
        .slice(index + 1)
        .some((later) => later.of === of && (later.where === '' || later.where === where));
      return [command, !replaced] as const;
    }),
  );
}

export function endedText(state: 'done' | 'failed', holds: boolean | undefined): string {
  if (state === 'failed' || holds === undefined) return state;
  return holds ? 'done, holds now' : 'done, replaced since';
}
