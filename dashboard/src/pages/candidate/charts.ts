// What the charts of every view share.
import type { Desk } from '../../state/desk';
import type { ChartMarker } from '../../widgets/chart';

export function markersOf(desk: Desk): ChartMarker[] {
  return desk.changes.value.map((change) => ({
    at_ns: change.at_ns,
    text: change.title.length > 28 ? `${change.title.slice(0, 27)}…` : change.title,
  }));
}

// Charts use the height there is.
export function tall(): boolean {
  return window.innerHeight >= 960;
}
