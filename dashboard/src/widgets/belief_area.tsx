// Belief over the suspects as stacked steps, on the timeline's axis.
import './belief_area.css';
import { type Band, letterPlace, slabPath, slabsOf } from './belief_layout';
import type { Scale } from './curves_layout';
import { type Span, xOf } from './timeline_layout';
import type { BeliefStep } from '../wire/types';

const kHeight = 40;

// As high as the band will be.
export function BeliefAreaWaits({ gutter }: { gutter: number }) {
  return (
    <div class="lane" style={{ height: `${kHeight}px` }}>
      <LaneTitle />
      <span class="soft small belief-waits" style={{ left: `${gutter}px` }}>
        being computed …
      </span>
    </div>
  );
}

function LaneTitle() {
  return (
    <span class="lane-title">
      Belief
      <span class="faint small lane-top">over causes</span>
    </span>
  );
}

export interface BeliefLane {
  bands: readonly Band[];
  steps: readonly BeliefStep[];
  until_ns: number; // belief is known to here
  marked: number | null; // index of the step that is told about
  onHover: (index: number | null) => void;
  onStep: (index: number) => void;
}

interface BeliefAreaProps {
  lane: BeliefLane;
  span: Span;
  width: number;
  gutter: number;
}

export function BeliefArea({ lane, span, width, gutter }: BeliefAreaProps) {
  const { bands, steps, until_ns, marked, onHover } = lane;
  const scale: Scale = {
    x: (time) => xOf(time, span, width),
    y: (share) => 2 + (1 - share) * (kHeight - 4),
  };
  const slabs = bands.map((_, place) => slabsOf(steps, bands, place, until_ns));
  return (
    <div class="lane" style={{ height: `${kHeight}px` }}>
      <LaneTitle />
      <svg
        class="timeline-area belief-area"
        style={{ left: `${gutter}px` }}
        width={width}
        height={kHeight}
        role="img"
        aria-label={describe(bands, steps)}
        onPointerLeave={() => onHover(null)}
      >
        {bands.map((band, place) => (
          <path
            key={band.suspect.id}
            class={band.suspect.cause ? 'belief-band cause' : 'belief-band'}
            style={{ fill: `var(${band.colour})` }}
            d={slabPath(slabs[place] ?? [], scale)}
          />
        ))}
        {bands.map((band, place) => {
          const at = letterPlace(slabs[place] ?? [], span, scale, 13);
          return (
            at && (
              <text key={band.suspect.id} class="belief-letter" x={at.x} y={at.y + 4}>
                {band.suspect.cause ? `${band.letter} cause` : band.letter}
              </text>
            )
          );
        })}
        {steps.map((step, index) => (
          <rect
            key={`${step.entry}/${index}`}
            class={index === marked ? 'belief-step marked' : 'belief-step'}
            x={scale.x(step.at_ns)}
            width={Math.max(0, scale.x(steps[index + 1]?.at_ns ?? until_ns) - scale.x(step.at_ns))}
            y={0}
            height={kHeight}
            data-step={step.entry > 0 ? index : undefined}
            onPointerEnter={() => onHover(index)}
          />
        ))}
      </svg>
    </div>
  );
}

function describe(bands: readonly Band[], steps: readonly BeliefStep[]): string {
  const last = steps.at(-1)?.belief ?? [];
  const shares = bands.map(
    ({ suspect, index }) => `${suspect.about} ${Math.round((last[index] ?? 0) * 100)} %`,
  );
  return `Belief over the suspects, at the end: ${shares.join(', ')}`;
}
