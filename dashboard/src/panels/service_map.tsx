// The components, what they call, and how it goes now.
import { formatRatio, formatValue } from '../base/format';
import { type Column, Table } from '../widgets/table';
import type { TopologyShown } from '../wire/types';
import { edgeKey, layMap, type MapEdge, type MapLayout, type MapNode } from './map_layout';
import './service_map.css';

type Component = TopologyShown['components'][number];
type Call = TopologyShown['calls'][number];

export interface ServiceMapProps {
  shown: TopologyShown;
  queues: readonly { name: string; consumer: string; publishers: readonly string[] }[];
  selected: string | null;
  onSelect: (name: string) => void;
}

const kBox = { width: 132, height: 52 };
const kStep = { x: 208, y: 84 };
const kHurts = 0.01;

function at(node: MapNode): { x: number; y: number } {
  return { x: 8 + node.column * kStep.x, y: 16 + node.row * kStep.y };
}

export function ServiceMap({ shown, queues, selected, onSelect }: ServiceMapProps) {
  const names = [...shown.components.map((one) => one.name), ...queues.map((queue) => queue.name)];
  const hops = queues.flatMap((queue) => [
    ...queue.publishers.map((from) => ({ from, to: queue.name })),
    { from: queue.name, to: queue.consumer },
  ]);
  const layout = layMap(names, [...shown.calls, ...hops]);
  const where = new Map(layout.nodes.map((node) => [node.name, at(node)]));
  const width = layout.columns * kStep.x - (kStep.x - kBox.width) + 16;
  const height = layout.rows * kStep.y + 8;
  return (
    <div class="map scroll" tabIndex={0} role="group" aria-label="Service map">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0.5 7.5 4 0 7.5z" class="map-arrow" />
          </marker>
        </defs>
        {hops.map((hop) => (
          <Edge key={edgeKey(hop)} edge={hop} layout={layout} />
        ))}
        {shown.calls.map((call) => (
          <Edge key={edgeKey(call)} edge={call} layout={layout} call={call} />
        ))}
        {queues.map((queue) => {
          const spot = where.get(queue.name);
          if (!spot) return null;
          return (
            <g key={queue.name} class="map-queue" transform={`translate(${spot.x} ${spot.y})`}>
              <rect width={kBox.width} height={kBox.height} rx={26} />
              <text x={kBox.width / 2} y={22} text-anchor="middle">
                {queue.name}
              </text>
              <text x={kBox.width / 2} y={39} text-anchor="middle" class="map-soft">
                queue
              </text>
            </g>
          );
        })}
        {shown.components.map((component) => {
          const spot = where.get(component.name);
          return (
            spot && (
              <Box
                key={component.name}
                component={component}
                x={spot.x}
                y={spot.y}
                selected={component.name === selected}
                onSelect={() => onSelect(component.name)}
              />
            )
          );
        })}
      </svg>
    </div>
  );
}

interface BoxProps {
  component: Component;
  x: number;
  y: number;
  selected: boolean;
  onSelect: () => void;
}

function Box({ component, x, y, selected, onSelect }: BoxProps) {
  const all = component.regions.reduce((sum, region) => sum + region.instances, 0);
  const ready = component.regions.reduce((sum, region) => sum + region.ready, 0);
  const versions = new Set(component.regions.flatMap((region) => Object.keys(region.versions)));
  return (
    <g
      class={`map-box ${selected ? 'selected' : ''}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      aria-label={`${component.name}, ${ready} of ${all} instances ready`}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onSelect();
        }
      }}
    >
      <rect width={kBox.width} height={kBox.height} rx={4} />
      <text x={10} y={22} class="map-name">
        {component.name}
      </text>
      <text x={10} y={39} class={ready < all ? 'map-warn' : 'map-soft'}>
        {ready < all ? `${ready} of ${all} ready` : `${all} ready`}
        {versions.size > 1 && `, ${versions.size} versions`}
      </text>
    </g>
  );
}

interface EdgeProps {
  edge: MapEdge;
  layout: MapLayout;
  call?: Call;
}

function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let from = first;
  const pieces = rest.map((to) => {
    const middle = (from.x + to.x) / 2;
    const piece = `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
    return piece;
  });
  return `M${first.x} ${first.y} ${pieces.join(' ')}`;
}

function Edge({ edge, layout, call }: EdgeProps) {
  const from = layout.nodes.find((node) => node.name === edge.from);
  const to = layout.nodes.find((node) => node.name === edge.to);
  if (!from || !to) return null;
  const half = kBox.height / 2;
  const start = { x: at(from).x + kBox.width, y: at(from).y + half };
  const end = { x: at(to).x - 2, y: at(to).y + half };
  const bends = (layout.bends.get(edgeKey(edge)) ?? []).map(at).flatMap(({ x, y }) => [
    { x, y: y + half },
    { x: x + kBox.width, y: y + half },
  ]);
  const next = bends[0] ?? end;
  // A little nearer to where it leads than to where it starts: lines fan out from their start.
  const label = { x: start.x + 0.58 * (next.x - start.x), y: start.y + 0.65 * (next.y - start.y) };
  const hurts = (call?.failure_ratio ?? 0) > kHurts;
  return (
    <g class={`map-edge ${call ? '' : 'dashed'} ${hurts ? 'hurts' : ''}`}>
      <path d={curve([start, ...bends, end])} marker-end="url(#arrow)" />
      {call && (
        <text x={label.x} y={label.y - 6} text-anchor="middle">
          {formatValue(call.calls_per_second, '/s')}
        </text>
      )}
      {hurts && (
        <text x={label.x} y={label.y + 16} text-anchor="middle" class="map-hurts">
          {formatRatio(call?.failure_ratio ?? 0)}
        </text>
      )}
    </g>
  );
}

// The same as a table: for reading exactly, and for reading aloud.
export function CallTable({ shown }: { shown: TopologyShown }) {
  const columns: Column<Call>[] = [
    { key: 'from', title: 'Caller', cell: (call) => call.from },
    { key: 'to', title: 'Called', cell: (call) => call.to },
    {
      key: 'rate',
      title: 'Calls',
      number: true,
      cell: (call) => formatValue(call.calls_per_second, '/s'),
    },
    {
      key: 'errors',
      title: 'Failed',
      number: true,
      cell: (call) => (
        <span class={(call.failure_ratio ?? 0) > kHurts ? 'alarm' : ''}>
          {formatValue(call.failure_ratio, 'ratio')}
        </span>
      ),
    },
    {
      key: 'p99',
      title: 'p99',
      number: true,
      cell: (call) => formatValue(call.latency_p99, 'seconds'),
    },
  ];
  return (
    <Table
      label="Calls between components"
      columns={columns}
      rows={shown.calls}
      rowKey={(call) => `${call.from} ${call.to}`}
    />
  );
}

export function ComponentFacts({ component }: { component: Component }) {
  return (
    <article class="stack">
      <h3>
        {component.name} <span class="soft">{component.kind}</span>
      </h3>
      <p class="soft">{component.about}</p>
      <Table
        label={`Instances of ${component.name}`}
        columns={[
          { key: 'region', title: 'Region', cell: (row) => row.region },
          {
            key: 'ready',
            title: 'Ready',
            number: true,
            cell: (row) => `${row.ready} of ${row.instances}`,
          },
          {
            key: 'versions',
            title: 'Versions',
            cell: (row) =>
              Object.entries(row.versions)
                .map(([version, count]) => `${version} × ${count}`)
                .join(', '),
          },
        ]}
        rows={component.regions}
        rowKey={(row) => row.region}
      />
    </article>
  );
}
