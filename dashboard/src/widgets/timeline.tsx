// A round on one line: lanes of marks over a shared axis, one measured value behind them, and a
// playhead. Drag to move the playhead, wheel to zoom, Shift and wheel to move.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatOffset, formatTick, kSecond } from '../base/format';
import { BeliefArea, BeliefAreaWaits, type BeliefLane } from './belief_area';
import { areaPath, linePath, niceScale, type Scale, spreadLabels } from './curves_layout';
import { courseLine } from './names';
import './timeline.css';
import type { AreaLane, Lane, Mark } from './timeline_lanes';
import { roomFor, rowsOf, type Span, ticks, timeAt, xOf } from './timeline_layout';
import { useWidth } from './use_width';

const kGutter = 88;
const kAxis = 20;
const kRow = 16;
const kArea = 52;

export interface TimelineProps {
  lanes: readonly Lane[];
  area: AreaLane;
  areaAfter: string; // the lane's id that the area stands under
  belief: BeliefLane | 'waits' | null; // under the lanes
  span: Span;
  playhead: number;
  playheadText: string; // read aloud: where it stands
  current: number | null; // seq of the entry that is marked
  coverFrom: number | null; // from here on nothing is shown
  coverText: string;
  onMove: (time_ns: number) => void;
  onMark: (seq: number) => void;
  onZoom: (factor: number, anchor_ns: number) => void;
  onPan: (share: number) => void;
}

export function Timeline(props: TimelineProps) {
  const { lanes, area, areaAfter, belief, span } = props;
  const [ref, width] = useWidth(kGutter, 80);
  const live = useRef(props);
  live.current = props;
  const { coverFrom } = props;
  const open = coverFrom === null ? width : Math.min(width, xOf(coverFrom, span, width));
  const dragging = useRef(false);
  const timeOf = (event: MouseEvent) => {
    const left = ref.current?.getBoundingClientRect().left ?? 0;
    return timeAt(event.clientX - left - kGutter, live.current.span, width);
  };

  useWheel(ref, live, timeOf);

  return (
    <section
      class="timeline"
      aria-label="Timeline"
      ref={ref}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const marked = event.target as HTMLElement;
        const of = marked.closest<HTMLElement>('[data-mark], [data-step]')?.dataset;
        if (of?.['mark']) return props.onMark(Number(of['mark']));
        if (of?.['step'] && belief && belief !== 'waits') return belief.onStep(Number(of['step']));
        const inGutter = event.clientX < event.currentTarget.getBoundingClientRect().left + kGutter;
        if (inGutter) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        props.onMove(timeOf(event));
      }}
      onPointerMove={(event) => dragging.current && props.onMove(timeOf(event))}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <Axis span={span} width={width} open={open} />
      {lanes.map((lane) => (
        <div key={lane.id}>
          <LaneRow lane={lane} span={span} width={width} open={open} current={props.current} />
          {lane.id === areaAfter && <Area area={area} span={span} width={width} />}
        </div>
      ))}
      {belief === 'waits' ? (
        <BeliefAreaWaits gutter={kGutter} />
      ) : (
        belief && <BeliefArea lane={belief} span={span} width={width} gutter={kGutter} />
      )}
      <Over {...props} width={width} />
    </section>
  );
}

type Live = { current: TimelineProps };

// Not by an attribute: the browser only lets a listener that says so keep the page from moving.
function useWheel(
  ref: RefObject<HTMLElement>,
  live: Live,
  timeOf: (event: MouseEvent) => number,
): void {
  const at = useRef(timeOf);
  at.current = timeOf;
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const by = event.deltaY || event.deltaX;
      if (sideways) live.current.onPan(Math.sign(event.deltaX || by) * 0.08);
      else live.current.onZoom(by > 0 ? 1.15 : 1 / 1.15, at.current(event));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
}

// The playhead, and what covers the end of the round. Its time stands in the player: here it would
// cover the times of the axis.
function Over(props: TimelineProps & { width: number }) {
  const { span, playhead, playheadText, coverFrom, coverText, width } = props;
  const x = xOf(playhead, span, width);
  const cover = coverFrom === null ? width : Math.max(0, xOf(coverFrom, span, width));
  return (
    <div class="timeline-over">
      {cover < width && (
        <div class="timeline-cover" style={{ left: `${cover}px` }}>
          {width - cover > 280 && <span>{coverText}</span>}
        </div>
      )}
      {x >= 0 && x <= width && (
        <div
          class="timeline-playhead"
          style={{ left: `${x}px` }}
          role="slider"
          tabIndex={0}
          aria-label="Playhead"
          aria-valuemin={Math.round(span.from_ns / kSecond)}
          aria-valuemax={Math.round(span.to_ns / kSecond)}
          aria-valuenow={Math.round(playhead / kSecond)}
          aria-valuetext={playheadText}
        />
      )}
    </div>
  );
}

const kTickWidth = 56; // its text stands right of it

function tickText(time: number): string {
  return time === 0 ? 'page' : formatOffset(time);
}

function Axis({ span, width, open }: { span: Span; width: number; open: number }) {
  return (
    <div class="timeline-axis" style={{ height: `${kAxis}px` }} aria-hidden="true">
      <div class="timeline-line" style={{ left: `${kGutter}px`, width: `${width}px` }}>
        {ticks(span, width).map((time) => (
          <span
            key={time}
            class={time === 0 ? 'tick page' : 'tick'}
            style={{ left: `${xOf(time, span, width)}px` }}
          >
            {xOf(time, span, width) + kTickWidth <= open && tickText(time)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface LaneRowProps {
  lane: Lane;
  span: Span;
  width: number;
  open: number; // words end here: beyond it is covered
  current: number | null;
}

// Marks off the screen are left out, but for bars that reach into it.
function inSight(marks: readonly Mark[], span: Span): Mark[] {
  return marks.filter(
    (mark) => (mark.until_ns ?? mark.time_ns) >= span.from_ns && mark.time_ns <= span.to_ns,
  );
}

const kLabelWidth = 72; // what a label asks for before a mark takes another row

// A label of two letters and an ellipsis says less than none.
function fits(label: string, room: number): boolean {
  return room >= Math.min(56, label.length * 7 + 8);
}

function LaneRow({ lane, span, width, open, current }: LaneRowProps) {
  const marks = inSight(lane.marks, span);
  const xs = marks.map((mark) => Math.max(0, xOf(mark.time_ns, span, width)));
  const rows = rowsOf(xs, kLabelWidth, lane.rows);
  const room = roomFor(xs, rows, open);
  const isCurrent = (mark: Mark) => mark.seq !== null && mark.seq === current;
  return (
    <div class={`lane lane-of-${lane.id}`} style={{ height: `${lane.rows * kRow + 2}px` }}>
      <span class="lane-title">{lane.title}</span>
      <div
        class="timeline-line"
        style={{ left: `${kGutter}px`, width: `${width}px` }}
        aria-hidden="true"
      >
        {marks.map((mark, index) => {
          const left = xs[index] ?? 0;
          const end = mark.until_ns === null ? null : xOf(mark.until_ns, span, width);
          return (
            <div
              key={mark.key}
              class={`mark ${mark.tone}${isCurrent(mark) ? ' chosen' : ''}`}
              style={{
                left: `${left}px`,
                top: `${(rows[index] ?? 0) * kRow + 1}px`,
                maxWidth: `${Math.max(6, (room[index] ?? 0) - 2)}px`,
              }}
              title={`${formatOffset(mark.time_ns)} ${mark.title}`}
              data-mark={mark.seq ?? undefined}
            >
              {end !== null && (
                <span class="mark-bar" style={{ width: `${Math.max(3, end - left)}px` }} />
              )}
              {fits(mark.label, room[index] ?? 0) && <span class="mark-label">{mark.label}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Curve {
  times_ns: readonly number[];
  values: readonly (number | null)[];
}

// Of what is on the screen: zooming in makes small things large.
function highestIn({ times_ns, values }: Curve, span: Span): number {
  return values.reduce<number>((most, value, i) => {
    const time = times_ns[i] ?? 0;
    return time < span.from_ns || time > span.to_ns ? most : Math.max(most, value ?? 0);
  }, 0);
}

// Where a line leaves the screen.
function lastIn({ times_ns, values }: Curve, span: Span): number {
  return values.filter((_, i) => (times_ns[i] ?? 0) <= span.to_ns).at(-1) ?? 0;
}

function Area({ area, span, width }: { area: AreaLane; span: Span; width: number }) {
  const top = Math.max(0.001, highestIn(area, span), ...area.lines.map((l) => highestIn(l, span)));
  const { max } = niceScale(top, 4);
  const scale: Scale = {
    x: (time) => xOf(time, span, width),
    y: (value) => kArea - 2 - (value / max) * (kArea - 10),
  };
  const labels = spreadLabels(
    area.lines.map((line) => scale.y(lastIn(line, span)) - 10),
    12,
    kArea - 14,
  );
  return (
    <div class="lane" style={{ height: `${kArea}px` }}>
      <span class="lane-title">
        {area.title}
        <span class="faint small lane-top">to {formatTick(max, area.unit)}</span>
      </span>
      <svg
        class="timeline-area"
        style={{ left: `${kGutter}px` }}
        width={width}
        height={kArea}
        role="img"
        aria-label={`${area.title} over time, at most ${formatTick(top, area.unit)}`}
      >
        <path class="area-fill" d={areaPath(area.times_ns, area.values, scale, kArea - 2)} />
        <path class="area-line" d={linePath(area.times_ns, area.values, scale)} />
        {area.lines.map((line, index) => (
          <WhatIf
            key={line.id}
            line={line}
            scale={scale}
            right={width - 8}
            y={(labels[index] ?? 0) + 8}
          />
        ))}
      </svg>
      {area.coverFrom !== null && (
        <div
          class="area-cover"
          style={{ left: `${kGutter + Math.max(0, scale.x(area.coverFrom))}px` }}
          title={area.coverText}
        />
      )}
    </div>
  );
}

interface WhatIfProps {
  line: AreaLane['lines'][number];
  scale: Scale;
  right: number; // where its name ends
  y: number;
}

function WhatIf({ line, scale, right, y }: WhatIfProps) {
  const { colour, dash } = courseLine(line.id);
  const style = { stroke: `var(${colour})`, strokeDasharray: dash };
  return (
    <g>
      <path class="area-what-if" style={style} d={linePath(line.times_ns, line.values, scale)} />
      <line class="area-what-if" style={style} x1={right - 28} x2={right} y1={y - 4} y2={y - 4} />
      <text class="area-label" x={right - 34} y={y} text-anchor="end">
        {line.label}
      </text>
    </g>
  );
}
