// What would have become of it: one line a course of action, in its own colour and dashes.
import { formatOffset, formatTick, formatValue } from '../base/format';
import { CourseMark } from './course_mark';
import { linePath, niceScale, type Scale } from './curves_layout';
import './curves.css';
import { courseLine, inPaintOrder } from './names';
import { type Span, ticks } from './timeline_layout';
import { useWidth } from './use_width';

export interface Curve {
  id: string;
  label: string;
  times_ns: readonly number[];
  values: readonly (number | null)[];
}

// Between what and what a line ends under other seeds.
export interface CurveEnd {
  id: string;
  mean: number;
  low: number;
  high: number;
}

export interface CurvesProps {
  title: string;
  unit: string;
  curves: readonly Curve[];
  strong: string; // id of the line that is what happened
  atNs: number | null; // a mark: where the courses part
  ends?: readonly CurveEnd[];
  height?: number;
}

const kLeft = 44;
const kRight = 20; // for the half of the last time that stands beyond the end
const kEnd = 9; // for each interval at the right
const kTop = 8;
const kBottom = 20;
const kPadding = 24; // of the figure, left and right

function lastValue(curve: Curve): number {
  return curve.values.filter((value) => value !== null).at(-1) ?? 0;
}

export function Curves(props: CurvesProps) {
  const { title, unit, curves, strong, atNs, ends = [], height = 160 } = props;
  const [ref, width] = useWidth(kPadding, 240);
  const drawn = curves.filter((curve) => curve.times_ns.length > 1);
  const times = drawn.flatMap((curve) => curve.times_ns);
  const span = { from_ns: Math.min(...times), to_ns: Math.max(...times) };
  const bars = inPaintOrder(ends).filter(({ id }) => drawn.some((curve) => curve.id === id));
  const top = drawn
    .flatMap((curve) => curve.values)
    .concat(bars.map(({ high }) => high))
    .reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
  const { max, step } = niceScale(top);
  const beyond = kRight + bars.length * kEnd;
  const inner = { width: width - kLeft - beyond, height: height - kTop - kBottom };
  const scale: Scale = {
    x: (time) => kLeft + ((time - span.from_ns) / (span.to_ns - span.from_ns)) * inner.width,
    y: (value) => kTop + (1 - value / max) * inner.height,
  };
  const frame: Frame = { scale, right: width - beyond, bottom: height - kBottom };
  return (
    <figure class="curves" ref={ref}>
      <figcaption>{title}</figcaption>
      {drawn.length === 0 ? (
        <p class="soft">There is no course to draw.</p>
      ) : (
        <>
          <svg width={width} height={height} role="img" aria-label={describe(title, unit, drawn)}>
            <Grid frame={frame} max={max} step={step} unit={unit} span={span} atNs={atNs} />
            {inPaintOrder(drawn).map((curve) => (
              <Line key={curve.id} curve={curve} scale={scale} strong={curve.id === strong} />
            ))}
            {bars.map((end, index) => (
              <EndBar key={end.id} end={end} scale={scale} x={frame.right + 9 + index * kEnd} />
            ))}
          </svg>
          <Legend curves={drawn} unit={unit} />
        </>
      )}
    </figure>
  );
}

function Line({ curve, scale, strong }: { curve: Curve; scale: Scale; strong: boolean }) {
  const { colour, dash } = courseLine(curve.id);
  return (
    <path
      class={strong ? 'curve strong' : 'curve'}
      style={{ stroke: `var(${colour})`, strokeDasharray: dash }}
      d={linePath(curve.times_ns, curve.values, scale)}
    />
  );
}

// The interval, its mean a dot.
function EndBar({ end, scale, x }: { end: CurveEnd; scale: Scale; x: number }) {
  const style = { stroke: `var(${courseLine(end.id).colour})` };
  const [high, low] = [scale.y(end.high), scale.y(end.low)];
  return (
    <g class="curve-end" style={style}>
      <line x1={x} x2={x} y1={high} y2={low} />
      <line x1={x - 3} x2={x + 3} y1={high} y2={high} />
      <line x1={x - 3} x2={x + 3} y1={low} y2={low} />
      <circle cx={x} cy={scale.y(end.mean)} r={2} />
    </g>
  );
}

// The same marks, with where each line ends.
function Legend({ curves, unit }: { curves: readonly Curve[]; unit: string }) {
  return (
    <ul class="curves-legend" aria-hidden="true">
      {curves.map((curve) => (
        <li key={curve.id}>
          <CourseMark id={curve.id} />
          {curve.label} <b>{formatValue(lastValue(curve), unit)}</b>
        </li>
      ))}
    </ul>
  );
}

interface Frame {
  scale: Scale;
  right: number;
  bottom: number;
}

interface GridProps {
  frame: Frame;
  max: number;
  step: number;
  unit: string;
  span: Span;
  atNs: number | null;
}

function Grid({ frame, max, step, unit, span, atNs }: GridProps) {
  const { scale, right, bottom } = frame;
  const values = Array.from({ length: Math.round(max / step) + 1 }, (_, i) => i * step);
  return (
    <>
      {values.map((value) => (
        <g key={value}>
          <line class="curves-grid" x1={kLeft} x2={right} y1={scale.y(value)} y2={scale.y(value)} />
          <text class="curves-tick" x={kLeft - 6} y={scale.y(value) + 4} text-anchor="end">
            {formatTick(value, unit)}
          </text>
        </g>
      ))}
      {ticks(span, right - kLeft, 72).map((time) => (
        <text
          key={time}
          class="curves-tick"
          x={scale.x(time)}
          y={bottom + kBottom - 4}
          text-anchor="middle"
        >
          {formatOffset(time)}
        </text>
      ))}
      {atNs !== null && atNs >= span.from_ns && (
        <line class="curves-at" x1={scale.x(atNs)} x2={scale.x(atNs)} y1={kTop} y2={bottom} />
      )}
    </>
  );
}

function describe(title: string, unit: string, curves: readonly Curve[]): string {
  const ends = curves.map((curve) => `${curve.label} ${formatValue(lastValue(curve), unit)}`);
  return `${title}, at the end: ${ends.join(', ')}`;
}
