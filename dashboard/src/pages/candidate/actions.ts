// The scenario's actions in groups that fit on one line.
import { formatDuration } from '../../base/format';
import type { ActionView } from '../../wire/types';

export interface ActionGroup {
  title: string;
  actions: ActionView[];
}

const kGroups: readonly [string, readonly string[]][] = [
  ['Roll back', ['rollback', 'stop_rollout']],
  ['Fix forward', ['fix_forward', 'deploy']],
  ['Flags', ['flag', 'set_flag']],
  ['Writes', ['freeze_writes', 'unfreeze_writes']],
  ['Consumers', ['pause_consumers', 'resume_consumers', 'purge_queue']],
  ['Data', ['repair_data']],
  ['Capacity', ['scale', 'restart']],
  ['Traffic', ['drain', 'shed']],
  ['Alerts', ['silence']],
];

export function groupActions(actions: readonly ActionView[]): ActionGroup[] {
  const known = new Set(kGroups.flatMap(([, kinds]) => kinds));
  const groups = kGroups.map(([title, kinds]) => ({
    title,
    actions: actions.filter((action) => kinds.includes(action.kind)),
  }));
  groups.push({ title: 'Other', actions: actions.filter((action) => !known.has(action.kind)) });
  return groups.filter((group) => group.actions.length > 0);
}

// These replace or restart what runs, so there is an end that nobody knows before.
const kByInstance: readonly string[] = ['rollback', 'deploy', 'fix_forward', 'restart'];

// How long it takes, as far as it is known before it is done.
export function takesText({ kind, takes_ns }: Pick<ActionView, 'kind' | 'takes_ns'>): string {
  const first = takes_ns > 0 ? `first effect after ${formatDuration(takes_ns)}` : 'starts at once';
  return kByInstance.includes(kind)
    ? `${first}, then instance by instance; its progress shows in the bar at the bottom`
    : first;
}

// Minutes as typed: whole seconds; undefined when nothing was typed, null when it is no time.
export function secondsOf(minutes: string): number | null | undefined {
  if (minutes.trim() === '') return undefined;
  const seconds = Math.round(Number(minutes.trim().replace(',', '.')) * 60);
  return seconds >= 1 && seconds <= 86_400 ? seconds : null;
}
