// What would have become of it: one line a course of action, with its name at its end.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatOffset, formatTick, formatValue } from '../base/format';
import { linePath, niceScale, type Scale, spreadLabels } from './curves_layout';
import './curves.css';
import { courseColour } from './names';
import { ticks } from './timeline_layout';

export interface Curve {
  id: string;
  label: string;
  times_ns: readonly number[];
  values: readonly (number | null)[];
}

export interface CurvesProps {
  title: string;
  unit: string;
  curves: readonly Curve[];
  strong: string; // id of the line that is what happened
  atNs: number | null; // a mark: where the courses part
  height?: number;
}

const kLeft = 44;
const kRight = 92;
const kTop = 8;
const kBottom = 20;

function lastValue(curve: Curve): number {
  return curve.values.filter((value) => value !== null).at(-1) ?? 0;
}

export function Curves({ title, unit, curves, strong, atNs, height = 180 }: CurvesProps) {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(480);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => setWidth(Math.max(240, element.clientWidth));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const drawn = curves.filter((curve) => curve.times_ns.length > 1);
  const times = drawn.flatMap((curve) => curve.times_ns);
  const span = { from_ns: Math.min(...times), to_ns: Math.max(...times) };
  const top = drawn.flatMap((curve) => curve.values).reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
  const { max, step } = niceScale(top);
  const inner = { width: width - kLeft - kRight, height: height - kTop - kBottom };
  const scale: Scale = {
    x: (time) => kLeft + ((time - span.from_ns) / (span.to_ns - span.from_ns)) * inner.width,
    y: (value) => kTop + (1 - value / max) * inner.height,
  };
  const labels = spreadLabels(
    drawn.map((curve) => scale.y(lastValue(curve)) - kTop),
    14,
    inner.height,
  );
  return (
    <figure class="curves" ref={ref}>
      <figcaption>{title}</figcaption>
      {drawn.length === 0 ? (
        <p class="soft">There is no course to draw.</p>
      ) : (
        <svg width={width} height={height} role="img" aria-label={describe(title, unit, drawn)}>
          {Array.from({ length: Math.round(max / step) + 1 }, (_, i) => i * step).map((value) => (
            <g key={value}>
              <line class="curves-grid" x1={kLeft} x2={width - kRight} y1={scale.y(value)} y2={scale.y(value)} />
              <text class="curves-tick" x={kLeft - 6} y={scale.y(value) + 4} text-anchor="end">
                {formatTick(value, unit)}
              </text>
            </g>
          ))}
          {ticks(span, inner.width, 72).map((time) => (
            <text key={time} class="curves-tick" x={scale.x(time)} y={height - 4} text-anchor="middle">
              {formatOffset(time)}
            </text>
          ))}
          {atNs !== null && atNs >= span.from_ns && (
            <line class="curves-at" x1={scale.x(atNs)} x2={scale.x(atNs)} y1={kTop} y2={height - kBottom} />
          )}
          {drawn.map((curve, index) => (
            <g key={curve.id}>
              <path
                class={curve.id === strong ? 'curve strong' : 'curve'}
                style={{ stroke: `var(${courseColour(curve.id)})` }}
                d={linePath(curve.times_ns, curve.values, scale)}
              />
              <text
                class="curve-label"
                style={{ fill: `var(${courseColour(curve.id)})` }}
                x={width - kRight + 6}
                y={kTop + (labels[index] ?? 0) + 4}
              >
                {curve.label}
              </text>
            </g>
          ))}
        </svg>
      )}
    </figure>
  );
}

function describe(title: string, unit: string, curves: readonly Curve[]): string {
  const ends = curves.map((curve) => `${curve.label} ${formatValue(lastValue(curve), unit)}`);
  return `${title}, at the end: ${ends.join(', ')}`;
}
