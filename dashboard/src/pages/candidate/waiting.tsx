// Before the start: the brief, the rules, and a chart with made-up numbers to get the hands warm.
import { useState } from 'preact/hooks';
import { formatOffset, kSecond } from '../../base/format';
import { explain } from '../../base/result';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { Chart } from '../../widgets/chart';
import type { Notice } from '../../wire/types';
import { Brief } from './brief';
import { Head } from './head';
import { KeyTable } from './keys_help';
import { Rules } from './rules';
import './waiting.css';

export function Waiting({ desk }: { desk: Desk }) {
  const { round } = desk;
  return (
    <div class="waiting-page">
      <Head desk={desk} />
      <main class="waiting scroll" tabIndex={0} aria-label="Before the start">
        <p class="waiting-line" role="status">
          {round.link.value === 'live'
            ? 'You are connected. The interviewer starts.'
            : 'Connecting. The interviewer starts.'}
        </p>
        <div class="waiting-columns">
          <section class="waiting-brief" aria-label="Brief">
            <Brief desk={desk} />
          </section>
          <section class="stack" aria-label="Rules of the round">
            {round.opening.notice && <TheRecord desk={desk} notice={round.opening.notice} />}
            <h2>Rules of the round</h2>
            <Rules />
          </section>
          <section class="stack" aria-label="Warm up">
            <h2>Warm up</h2>
            <WarmUp />
            <h2>Keys</h2>
            <KeyTable />
          </section>
        </div>
      </main>
    </div>
  );
}

// What is recorded, how it is scored, how long it is kept. Nobody has to press; who does leaves an entry.
function TheRecord({ desk, notice }: { desk: Desk; notice: Notice }) {
  const [accepted, setAccepted] = useState(notice.accepted);
  const [refused, setRefused] = useState<string | null>(null);
  async function accept(): Promise<void> {
    const done = await desk.round.add('say', { what: 'notice', version: notice.version });
    setAccepted(done.ok);
    setRefused(done.ok ? null : explain(done.error));
  }
  return (
    <>
      <h2>The record</h2>
      <div class="rules">
        <ul>
          {notice.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <div class="row">
          {accepted ? (
            <span class="soft" role="status">
              That you have read this is recorded.
            </span>
          ) : (
            <Button onClick={() => void accept()}>I have read this</Button>
          )}
        </div>
        {refused && (
          <p class="refused" role="alert">
            {refused}
          </p>
        )}
      </div>
    </>
  );
}

const kPoints = 241;

// Made up on purpose, and of nothing.
function sample(of: number): number[] {
  return Array.from({ length: kPoints }, (_, index) => {
    const wave = Math.sin(index / (9 + 4 * of)) * 4 + Math.sin(index / 3.1 + of) * 1.5;
    const bump = of === 1 ? 30 * Math.exp(-(((index - 170) / 14) ** 2)) : 0;
    return 60 + of * 25 + wave + bump;
  });
}

const kAll: [number, number] = [-3600, 0];

function WarmUp() {
  const [span, setSpan] = useState(kAll);
  const inside = Array.from({ length: kPoints }, (_, index) => -3600 + index * 15)
    .map((time, index) => ({ time, index }))
    .filter(({ time }) => time >= span[0] && time <= span[1]);
  const series = ['pears', 'plums'].map((label, of) => {
    const values = sample(of);
    return {
      key: label,
      label,
      colour: of,
      values: inside.map(({ index }) => values[index] ?? null),
    };
  });
  const zoomed = span !== kAll;
  return (
    <div class="card">
      <p class="small soft">
        Made-up numbers. {zoomed ? 'Double click to go back.' : 'Drag over the bump to zoom in.'}{' '}
        {zoomed && `${formatOffset(span[0] * kSecond)} to ${formatOffset(span[1] * kSecond)}`}
      </p>
      <Chart
        title="Fruit sold, made up"
        unit="pieces"
        times_ns={inside.map(({ time }) => time * kSecond)}
        series={series}
        height={140}
        onZoom={(from, to) => {
          const next: [number, number] = [from / kSecond, to / kSecond];
          if (next[1] - next[0] >= 60) setSpan(next);
        }}
        onReset={() => setSpan(kAll)}
      />
    </div>
  );
}
