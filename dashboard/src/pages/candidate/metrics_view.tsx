// Explore: chosen metrics side by side under one filter, split, range and comparison; one of them
// large, with the numbers behind it. The address holds all of it.
import { useEffect, useMemo } from 'preact/hooks';
import { formatOffset, kSecond } from '../../base/format';
import { queryText, SeriesPanel, SeriesTable } from '../../panels/series_panel';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import {
  type Explore,
  exploreFromParams,
  exploreToParams,
  kCompares,
  kRanges,
  queryFor,
  questionOf,
  toggle,
} from '../../state/explore';
import { go, place } from '../../state/place';
import { Button } from '../../widgets/button';
import { Choice, Select } from '../../widgets/field';
import { Menu } from '../../widgets/menu';
import { Empty } from '../../widgets/states';
import type { Labels, MetricInfo } from '../../wire/types';
import { labelValues, learnValues } from './label_values';
import { firstBoard, markersOf, tall } from './charts';
import { LookBody, ViewFrame } from './view_frame';
import './metrics_view.css';

type Change = (explore: Explore) => void;

export function MetricsView({ desk }: { desk: Desk }) {
  const { params } = place.value;
  const explore = useMemo(() => exploreFromParams(params, firstBoard(desk)), [params]);
  const change: Change = (next) => go('metrics', exploreToParams(next), true);
  const catalogue = desk.round.opening.metrics_catalogue;
  const infos = explore.metrics.flatMap((name) => catalogue.filter((info) => info.name === name));
  return (
    <ViewFrame
      title="Metrics"
      controls={<Controls desk={desk} explore={explore} infos={infos} change={change} />}
    >
      {infos.length === 0 ? (
        <Empty title="No metric is chosen." />
      ) : (
        <div class="metrics-grid">
          {[...infos]
            .sort(
              (a, b) => Number(b.name === explore.selected) - Number(a.name === explore.selected),
            )
            .map((info) => (
              <MetricPanel
                key={info.name}
                desk={desk}
                info={info}
                explore={explore}
                change={change}
              />
            ))}
        </div>
      )}
    </ViewFrame>
  );
}

interface ControlsProps {
  desk: Desk;
  explore: Explore;
  infos: readonly MetricInfo[];
  change: Change;
}

function Controls({ desk, explore, infos, change }: ControlsProps) {
  const labels = [...new Set(infos.flatMap((info) => info.labels))];
  const zoomed = 'from_s' in explore.range ? explore.range : null;
  return (
    <>
      <Menu
        label="Metrics"
        stay
        dense
        items={desk.round.opening.metrics_catalogue.map((info) => ({
          id: info.name,
          title: info.title,
          detail: `${info.group}, ${info.unit || 'number'}`,
          checked: explore.metrics.includes(info.name),
          run: () => {
            const metrics = toggle(explore.metrics, info.name);
            const selected = metrics.includes(info.name) ? info.name : (metrics[0] ?? '');
            change({ ...explore, metrics, selected });
          },
        }))}
      />
      {zoomed ? (
        <Button
          onClick={() => change({ ...explore, range: { last_s: 3600 } })}
          title="Back to the last hour"
        >
          {formatOffset(zoomed.from_s * kSecond)} to {formatOffset(zoomed.to_s * kSecond)}
          <span class="soft">×</span>
        </Button>
      ) : (
        <Choice
          label="Range"
          value={'last_s' in explore.range ? String(explore.range.last_s) : ''}
          options={kRanges}
          onChange={(value) => change({ ...explore, range: { last_s: Number(value) } })}
        />
      )}
      <span class="row compare">
        <span class="soft">Compare with</span>
        <Select
          label="Compare with"
          quiet
          value={String(explore.compare_s)}
          options={kCompares}
          onChange={(value) => change({ ...explore, compare_s: Number(value) })}
        />
      </span>
      <div class="explore-line row wrap">
        <span class="soft">Split by</span>
        <span class="row chips">
          {labels.map((label) => (
            <button
              key={label}
              type="button"
              class="chip"
              aria-pressed={explore.by.includes(label)}
              onClick={() => change({ ...explore, by: toggle(explore.by, label).slice(-2) })}
            >
              {label}
            </button>
          ))}
        </span>
        <Filters desk={desk} explore={explore} infos={infos} change={change} />
      </div>
    </>
  );
}

interface FiltersProps {
  desk: Desk;
  explore: Explore;
  infos: readonly MetricInfo[];
  change: Change;
}

// A metric without the label is not filtered by it, so the chip does not say so of the large chart.
function Filters({ desk, explore, infos, change }: FiltersProps) {
  const labels = [...new Set(infos.flatMap((info) => info.labels))];
  const large = infos.find((info) => info.name === explore.selected);
  function set(label: string, value: string): void {
    change({ ...explore, where: { ...explore.where, [label]: value } });
  }
  function clear(label: string): void {
    const where = Object.fromEntries(
      Object.entries(explore.where).filter(([known]) => known !== label),
    );
    change({ ...explore, where });
  }
  return (
    <>
      <span class="soft">Only</span>
      {Object.entries(explore.where).map(([label, value]) => (
        <FilterChip
          key={label}
          label={label}
          value={value}
          beside={large && !large.labels.includes(label) ? large.title : null}
          onClear={() => clear(label)}
        />
      ))}
      <Menu
        label="Filter"
        dense
        items={labels.flatMap((label) =>
          labelValues(desk, label)
            .filter((value) => explore.where[label] !== value)
            .map((value) => ({
              id: `${label}=${value}`,
              title: value,
              detail: label,
              run: () => set(label, value),
            })),
        )}
      />
    </>
  );
}

interface FilterChipProps {
  label: string;
  value: string;
  beside: string | null; // the chart that it does not filter
  onClear: () => void;
}

function FilterChip({ label, value, beside, onClear }: FilterChipProps) {
  return (
    <button
      type="button"
      class={beside === null ? 'chip on' : 'chip beside'}
      title={
        beside === null
          ? `${label}: remove`
          : `${beside} has no ${label}: not filtered by it. Remove`
      }
      onClick={onClear}
    >
      {beside === null ? value : <s>{value}</s>} <span aria-hidden="true">×</span>
      <span class="only-read-aloud">
        {beside !== null && `, does not apply to ${beside}`}, remove the filter on {label}
      </span>
    </button>
  );
}

interface MetricPanelProps {
  desk: Desk;
  info: MetricInfo;
  explore: Explore;
  change: Change;
}

function MetricPanel({ desk, info, explore, change }: MetricPanelProps) {
  const { round } = desk;
  const past = 'from_s' in explore.range;
  const looking = useLook(
    round,
    questionOf(info, explore),
    () => ({
      what: 'panel' as const,
      query: queryFor(info, explore, round.now.peek(), round.opening.history_ns),
    }),
    { refresh: !past },
  );
  const selected = info.name === explore.selected;
  useEffect(() => {
    if (looking.shown) learnValues(desk, looking.shown.result);
  }, [looking.shown]);

  function zoom(fromNs: number, toNs: number): void {
    const grid = 5 * kSecond;
    const from_s = (Math.floor(fromNs / grid) * grid) / kSecond;
    const to_s = Math.max(from_s + 60, (Math.ceil(toNs / grid) * grid) / kSecond);
    change({ ...explore, range: { from_s, to_s } });
  }

  function pick(labels: Labels): void {
    change({ ...explore, where: { ...explore.where, ...labels } });
  }

  return (
    <div class={selected ? 'metric large' : 'metric'}>
      <LookBody looking={looking}>
        {(shown) => (
          <>
            <SeriesPanel
              title={info.title}
              shown={shown}
              height={selected ? (tall() ? 320 : 216) : tall() ? 120 : 96}
              selected={selected}
              dimmed={!looking.settled}
              cursorKey="metrics"
              markers={markersOf(desk)}
              markerText={selected}
              onSelect={selected ? undefined : () => change({ ...explore, selected: info.name })}
              onZoom={zoom}
              onReset={() => change({ ...explore, range: { last_s: 3600 } })}
              none={
                Object.keys(shown.query.where).length > 0 && (
                  <Button onClick={() => change({ ...explore, where: {} })}>
                    Without the filter
                  </Button>
                )
              }
            >
              {selected && <PanelLinks explore={explore} text={queryText(shown.query)} />}
            </SeriesPanel>
            {selected && <SeriesTable shown={shown} onPick={pick} />}
          </>
        )}
      </LookBody>
    </div>
  );
}

// From a bump on a chart to the lines and the requests in it.
function PanelLinks({ explore, text }: { explore: Explore; text: string }) {
  const span: Record<string, string> =
    'last_s' in explore.range
      ? { last: String(explore.range.last_s) }
      : { from: String(explore.range.from_s), to: String(explore.range.to_s) };
  const only = (fields: readonly string[]) =>
    Object.fromEntries(Object.entries(explore.where).filter(([label]) => fields.includes(label)));
  return (
    <>
      <span class="soft small clip grow">{text}</span>
      <span class="soft small zoom-hint">drag to zoom, double click to go back</span>
      <button
        type="button"
        class="text-link"
        onClick={() => go('logs', { ...only(['component', 'region']), ...span })}
      >
        Logs
      </button>
      <button
        type="button"
        class="text-link"
        onClick={() =>
          go('traces', { ...only(['component', 'route', 'region']), which: 'failed', ...span })
        }
      >
        Requests
      </button>
    </>
  );
}
