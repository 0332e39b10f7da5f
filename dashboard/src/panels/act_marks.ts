// What was done, as marks on the charts: at its moment, by its name. Pure.
import type { ChartMarker } from '../widgets/chart';
import type { ActionView, Entry } from '../wire/types';

const kLongest = 28;

export function markText(words: string): string {
  return words.length > kLongest ? `${words.slice(0, kLongest - 1)}…` : words;
}

export function actMarks(
  entries: readonly Entry[],
  actions: readonly Pick<ActionView, 'id' | 'label'>[],
): ChartMarker[] {
  const labels = new Map(actions.map(({ id, label }) => [id, label]));
  return entries
    .filter((entry) => entry.kind === 'do')
    .map(({ time_ns, payload }) => {
      const action = String(payload['action'] ?? '');
      return { at_ns: time_ns, text: markText(labels.get(action) ?? action), own: true };
    });
}

// Changes and acts in one order. The feed tells of acts, too: each is marked once.
export function mergeMarks(
  changes: readonly ChartMarker[],
  acts: readonly ChartMarker[],
): ChartMarker[] {
  const others = changes.filter(
    (change) => !acts.some((act) => act.at_ns === change.at_ns && act.text === change.text),
  );
  return [...others, ...acts].sort((a, b) => a.at_ns - b.at_ns);
}
