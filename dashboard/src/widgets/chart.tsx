// A time series chart around one uPlot. The page's drawing never touches it: new data goes in by
// setData, the legend's numbers are written straight into their nodes as the cursor moves.
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatOffset, formatTick, formatValue, kSecond } from '../base/format';
import { theme } from '../state/theme';
import { clearLabels, placeTexts } from './chart_axis';
import { colourDashes, colourName, themed } from './colours';
import './chart.css';

export interface ChartSeries {
  key: string;
  label: string;
  colour: number; // colourIndex
  values: readonly (number | null)[];
  faint?: boolean; // the past, or a band's edge
}

export interface ChartMarker {
  at_ns: number;
  text: string;
  own?: boolean; // what the candidate did: drawn through
}

export interface ChartProps {
  title: string; // read aloud with the last values
  unit: string;
  times_ns: readonly number[];
  series: readonly ChartSeries[];
  height: number;
  markers?: readonly ChartMarker[];
  markerText?: boolean;
  legend?: boolean;
  cursorKey?: string; // charts with the same key share their cursor
  onZoom?: (fromNs: number, toNs: number) => void;
  onReset?: () => void;
}

type Live = Pick<ChartProps, 'unit' | 'markers' | 'markerText' | 'onZoom' | 'onReset'>;

export function Chart(props: ChartProps) {
  const { title, unit, times_ns, series, height, legend = true, cursorKey } = props;
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const values = useRef(new Map<string, HTMLElement>());
  const clock = useRef<HTMLSpanElement>(null);
  const live = useRef<Live>(props);
  live.current = props;

  const data = useMemo(
    () => [times_ns.map((time) => time / kSecond), ...series.map((one) => [...one.values])],
    [times_ns, series],
  ) as uPlot.AlignedData;
  const identity = series.map((one) => `${one.key}${one.colour}${one.faint ?? ''}`).join('\n');

  function readOut(index: number | null | undefined): void {
    const at = index ?? times_ns.length - 1;
    const time = times_ns[at];
    if (clock.current) {
      clock.current.textContent =
        index === null || index === undefined || time === undefined ? '' : formatOffset(time);
    }
    for (const one of series) {
      const node = values.current.get(one.key);
      if (node) node.textContent = formatValue(one.values[at], unit);
    }
  }
  const read = useRef(readOut);
  read.current = readOut;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const options = plotOptions(live, read, series, height, cursorKey);
    const made = new uPlot({ ...options, width: Math.max(element.clientWidth, 40) }, data, element);
    plot.current = made;
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [identity, unit, height, cursorKey, theme.value]);

  useLayoutEffect(() => {
    // Other lines mean another plot, which the effect above makes after this.
    if (plot.current?.series.length === data.length) plot.current.setData(data);
    readOut(plot.current?.cursor.idx);
  }, [data]);

  useEffect(() => plot.current?.redraw(false), [props.markers]);

  return (
    <div class="chart">
      <div ref={frame} class="chart-plot" role="img" aria-label={describe(title, unit, series)} />
      {legend && (
        <div class="chart-legend">
          <span class="chart-clock" ref={clock} />
          {series
            .filter((one) => !one.faint)
            .map((one) => (
              <span key={one.key} class="chart-key" title={one.label}>
                <i style={{ background: `var(${colourName(one.colour)})` }} />
                <span class="clip">{one.label}</span>
                <b
                  ref={(node) => {
                    if (node) values.current.set(one.key, node);
                    else values.current.delete(one.key);
                  }}
                />
              </span>
            ))}
        </div>
      )}
    </div>
  );
}

function describe(title: string, unit: string, series: readonly ChartSeries[]): string {
  const now = series
    .filter((one) => !one.faint)
    .slice(0, 6)
    .map((one) => `${one.label} ${formatValue(one.values[one.values.length - 1], unit)}`);
  return `${title}: ${now.length > 0 ? now.join(', ') : 'no data'}`;
}

// Right of the plot: half of the last time stands there.
const kBeyond = 20;

// Seconds between ticks that read well on a clock.
const kTickSeconds = [15, 30, 60, 120, 300, 600, 900, 1800, 3600];

function plotOptions(
  live: { current: Live },
  read: { current: (index: number | null | undefined) => void },
  series: readonly ChartSeries[],
  height: number,
  cursorKey: string | undefined,
): Omit<uPlot.Options, 'width'> {
  const text = themed('--text-faint');
  const grid = { stroke: themed('--grid'), width: 1 };
  const font = `11px ${themed('--sans')}`;
  return {
    height,
    legend: { show: false },
    padding: [8, kBeyond, 0, 0],
    scales: {
      x: { time: false },
      y: { range: (_plot, _min, max) => [0, ceiling(max, live.current.unit)] },
    },
    axes: [
      {
        stroke: text,
        font,
        grid,
        ticks: { show: false },
        size: 22,
        gap: 4,
        space: 64,
        incrs: kTickSeconds,
        values: (plot, splits) =>
          clearLabels(
            splits.map((split) => formatOffset(split * kSecond)),
            splits.map((split) => plot.valToPos(split, 'x')),
            plot.bbox.width / devicePixelRatio,
            kBeyond,
          ),
      },
      {
        stroke: text,
        font,
        grid,
        ticks: { show: false },
        size: 52,
        gap: 4,
        space: height > 200 ? 44 : 28,
        values: (_plot, splits) => splits.map((split) => formatTick(split, live.current.unit)),
      },
    ],
    series: [{}, ...series.map(lineOf)],
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: true, y: false, setScale: false },
      ...(cursorKey ? { sync: { key: cursorKey, scales: ['x', null] as [string, null] } } : {}),
      bind: {
        dblclick: () => () => {
          live.current.onReset?.();
          return null;
        },
      },
    },
    hooks: {
      setCursor: [
        (plot) =>
          read.current(
            plot.cursor.left !== undefined && plot.cursor.left >= 0 ? plot.cursor.idx : null,
          ),
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          const from = plot.posToVal(left, 'x') * kSecond;
          const to = plot.posToVal(left + width, 'x') * kSecond;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          live.current.onZoom?.(from, to);
        },
      ],
      draw: [(plot) => drawMarkers(plot, live.current)],
    },
  };
}

function lineOf(one: ChartSeries): uPlot.Series {
  const colour = themed(colourName(one.colour));
  return {
    label: one.label,
    stroke: one.faint ? `${colour}99` : colour,
    width: one.faint ? 1 : 1.5,
    dash: one.faint ? [3, 3] : colourDashes(one.colour),
    points: { show: false },
    spanGaps: false,
  };
}

// Zero is always on the chart, and noise around zero stays small.
function ceiling(max: number | null, unit: string): number {
  const least = unit === 'ratio' ? 0.01 : unit === 'seconds' ? 0.001 : 1;
  return Math.max((max ?? 0) * 1.08, least);
}

function drawMarkers(plot: uPlot, { markers, markerText }: Live): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  const lines = (markers ?? [])
    .map(({ at_ns, text, own = false }) => ({
      x: Math.round(plot.valToPos(at_ns / kSecond, 'x', true)) + 0.5,
      text,
      own,
    }))
    .filter(({ x }) => x >= bbox.left && x <= right);
  if (lines.length === 0) return;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  for (const { x, own } of lines) {
    ctx.strokeStyle = themed(own ? '--text' : '--text-faint');
    ctx.setLineDash(own ? [] : [2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  if (markerText) drawMarkerTexts(plot, lines, right);
  ctx.restore();
}

// On the chart's own ground, so that they can be read where lines cross them.
function drawMarkerTexts(
  { ctx, bbox }: uPlot,
  lines: { x: number; text: string }[],
  right: number,
) {
  ctx.font = `${11 * devicePixelRatio}px ${themed('--sans')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.strokeStyle = themed('--surface');
  ctx.fillStyle = themed('--text-soft');
  const scaled = lines.map(({ x }) => x / devicePixelRatio);
  const widths = lines.map(({ text }) => ctx.measureText(text).width / devicePixelRatio);
  const [from, to] = [bbox.left / devicePixelRatio, right / devicePixelRatio];
  placeTexts(scaled, widths, to, from).forEach(({ left, row }, index) => {
    if (row < 0) return;
    const text = lines[index]?.text ?? '';
    const y = bbox.top + (11 + 14 * row) * devicePixelRatio;
    ctx.strokeText(text, left * devicePixelRatio, y);
    ctx.fillText(text, left * devicePixelRatio, y);
  });
}
