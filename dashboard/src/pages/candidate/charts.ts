// What the charts of every view share.
import { signal } from '@preact/signals';
import type { Desk } from '../../state/desk';
import { defaultExplore, type Explore } from '../../state/explore';
import { actMarks, markText, mergeMarks } from '../../panels/act_marks';
import type { ChartMarker } from '../../widgets/chart';

// The changes, once their feed was opened, and what was done.
export function markersOf(desk: Desk): ChartMarker[] {
  const changes = desk.changes.value.map(({ at_ns, title }) => ({ at_ns, text: markText(title) }));
  const { entries, scenario } = desk.round;
  return mergeMarks(changes, actMarks(entries.value, scenario.actions));
}

export function firstBoard(desk: Desk): Explore {
  const { scenario } = desk.round;
  const rule = scenario.alerts.find((alert) => alert.id === scenario.page.alert);
  return defaultExplore(desk.focus.peek(), rule?.metric, scenario.queues.length > 0);
}

// The height of the view: charts use what there is, also after the window has changed.
export const room = signal(600);

export function watchRoom(view: HTMLElement): () => void {
  const watcher = new ResizeObserver(() => (room.value = view.clientHeight));
  watcher.observe(view);
  return () => watcher.disconnect();
}

export function tall(): boolean {
  return room.value >= 740;
}

const kViewHead = 80; // the view's title and the air around two rows
const kPanelHead = 62; // a panel's title, legend and border

// Of a chart when two rows of them share the view.
export function half(): number {
  return Math.max(150, Math.floor((room.value - kViewHead) / 2) - kPanelHead);
}
