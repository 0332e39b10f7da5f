import { useEffect } from 'preact/hooks';
import { kSecond } from '../../base/format';
import { queryText, SeriesPanel } from '../../panels/series_panel';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { exploreToParams } from '../../state/explore';
import { go } from '../../state/place';
import type { OverviewShown, Query } from '../../wire/types';
import { half, markersOf } from './charts';
import { LookBody, ViewFrame } from './view_frame';

// The first screen: how the page's route does, by region, and the deepest queue.
export function OverviewView({ desk }: { desk: Desk }) {
  const looking = useLook(desk.round, 'overview', () => ({ what: 'overview' }));
  const panels = looking.shown?.panels;
  useEffect(() => {
    const first = panels?.find((panel) => panel.query.where['route'] !== undefined);
    if (first) desk.focus.value = first.query.where;
  }, [panels]);
  return (
    <ViewFrame title="Overview" note="Open a chart to filter, split and compare it.">
      <LookBody looking={looking}>
        {(shown) => (
          <div class="overview-grid">
            {shown.panels.map((panel) => (
              <SeriesPanel
                key={panel.title}
                title={panel.title}
                shown={{ query: panel.query, result: panel.result, compared: null }}
                height={half()}
                cursorKey="overview"
                markers={markersOf(desk)}
                markerText
                onSelect={() => openPanel(panel.query, shown)}
                onZoom={(from, to) => openPanel(panel.query, shown, [from, to])}
              >
                <span class="soft small clip">{queryText(panel.query)}</span>
              </SeriesPanel>
            ))}
          </div>
        )}
      </LookBody>
    </ViewFrame>
  );
}

function openPanel(query: Query, shown: OverviewShown, zoom?: [number, number]): void {
  const where = Object.assign({}, ...shown.panels.map((panel) => panel.query.where));
  const params = exploreToParams({
    metrics: shown.panels.map((panel) => panel.query.metric),
    selected: query.metric,
    where,
    by: query.by,
    range: zoom
      ? { from_s: Math.floor(zoom[0] / kSecond), to_s: Math.ceil(zoom[1] / kSecond) }
      : { last_s: 3600 },
    compare_s: 0,
  });
  go('metrics', params);
}
