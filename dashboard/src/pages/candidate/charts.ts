// What the charts of every view share.
import type { Desk } from '../../state/desk';
import type { ChartMarker } from '../../widgets/chart';

export function markersOf(desk: Desk): ChartMarker[] {
  return [...desk.changes.value]
    .sort((a, b) => a.at_ns - b.at_ns)
    .map((change) => ({
      at_ns: change.at_ns,
      text: change.title.length > 28 ? `${change.title.slice(0, 27)}…` : change.title,
    }));
}

// Charts use the height there is.
export function tall(): boolean {
  return window.innerHeight >= 960;
}

// Of a chart when two rows of them share the view.
export function half(): number {
  return Math.max(150, Math.round((window.innerHeight - 330) / 2) - 60);
}
