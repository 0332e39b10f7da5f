// What the charts of every view share.
import type { Desk } from '../../state/desk';
import { defaultExplore, type Explore } from '../../state/explore';
import type { ChartMarker } from '../../widgets/chart';

export function markersOf(desk: Desk): ChartMarker[] {
  return [...desk.changes.value]
    .sort((a, b) => a.at_ns - b.at_ns)
    .map((change) => ({
      at_ns: change.at_ns,
      text: change.title.length > 28 ? `${change.title.slice(0, 27)}…` : change.title,
    }));
}

export function firstBoard(desk: Desk): Explore {
  const { scenario } = desk.round;
  const rule = scenario.alerts.find((alert) => alert.id === scenario.page.alert);
  return defaultExplore(desk.focus.peek(), rule?.metric, scenario.queues.length > 0);
}

// Charts use the height there is.
export function tall(): boolean {
  return window.innerHeight >= 960;
}

// Of a chart when two rows of them share the view.
export function half(): number {
  return Math.max(150, Math.round((window.innerHeight - 330) / 2) - 60);
}
