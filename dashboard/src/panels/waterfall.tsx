// One request through the components: queue waits, pool waits, work, retries, and spans that go on
// although nobody waits for them any more.
import { useState } from 'preact/hooks';
import {
  formatDuration,
  formatOffsetFine,
  formatRequest,
  formatRequestShort,
} from '../base/format';
import type { Span, TraceShown } from '../wire/types';
import { clientAttempts, layWaterfall, type WaterfallRow } from './waterfall_layout';
import './waterfall.css';

const kTicks = [0, 0.25, 0.5, 0.75, 1];

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

export function Waterfall({ shown }: { shown: TraceShown }) {
  const [chosen, setChosen] = useState<number | null>(null);
  if (shown.spans.length === 0) return <p class="soft">This request left no spans.</p>;
  const { rows, length_ns, from_ns } = layWaterfall(shown.spans);
  const failing = rows.findLast((row) => row.span.status >= 500) ?? rows[0];
  const tries = clientAttempts(shown.spans);
  const span = shown.spans.find((one) => one.id === chosen) ?? failing?.span;

  function walk(event: KeyboardEvent): void {
    const at = rows.findIndex((row) => row.span.id === span?.id);
    const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : -1;
    const row = rows[next];
    if (!row) return;
    event.preventDefault();
    setChosen(row.span.id);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')[next]?.focus();
  }

  return (
    <div class="waterfall">
      <div class="waterfall-axis small soft">
        <span>
          request <RequestId request={shown.request} />, {formatOffsetFine(from_ns)}
        </span>
        <span class="waterfall-ticks" aria-hidden="true">
          {kTicks.map((tick) => (
            <span key={tick} style={{ left: percent(tick) }}>
              {formatDuration(tick * length_ns)}
            </span>
          ))}
        </span>
      </div>
      <div class="waterfall-rows" onKeyDown={walk}>
        {rows.map((row) => (
          <SpanRow
            key={row.span.id}
            row={row}
            chosen={row.span.id === span?.id}
            onChoose={() => setChosen(row.span.id)}
          />
        ))}
      </div>
      {tries.length > 1 && (
        <p class="small">
          {tries.length} attempts: the client tried again after{' '}
          {formatDuration((tries[1]?.start_ns ?? from_ns) - from_ns)}; the request lasts from the
          first to the end of the last.
        </p>
      )}
      <p class="small soft waterfall-legend">
        <i class="bar-queued" /> waits for a worker <i class="bar-pool" /> waits for a pool{' '}
        <i class="bar-work" /> works <i class="bar-zombie" /> goes on, nobody waits
      </p>
      {span && <SpanFacts span={span} from={from_ns} />}
    </div>
  );
}

// Half of the id is enough to read; a press copies all of it.
function RequestId({ request }: { request: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(formatRequest(request));
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }
  return (
    <button
      type="button"
      class="request-id mono"
      title={`${formatRequest(request)}: copy`}
      onClick={() => void copy()}
    >
      {formatRequestShort(request)}
      {copied && ' copied'}
    </button>
  );
}

interface SpanRowProps {
  row: WaterfallRow;
  chosen: boolean;
  onChoose: () => void;
}

function SpanRow({ row, chosen, onChoose }: SpanRowProps) {
  const { span } = row;
  const failed = span.status >= 500;
  const words = [
    `${span.component} ${span.operation}`,
    formatDuration(span.end_ns - span.start_ns),
    `status ${span.status}`,
    span.attempt > 0 ? `retry ${span.attempt}` : '',
    span.zombie ? 'nobody waits for it' : '',
  ];
  return (
    <button
      type="button"
      class={`waterfall-row ${chosen ? 'chosen' : ''}`}
      aria-pressed={chosen}
      aria-label={words.filter(Boolean).join(', ')}
      onClick={onChoose}
    >
      <span class="waterfall-name" style={{ paddingLeft: `${row.depth * 12}px` }}>
        <span class="clip">
          {span.component} <span class="soft">{span.operation}</span>
        </span>
        {span.attempt > 0 && <span class="warn small">retry {span.attempt}</span>}
      </span>
      <span class="waterfall-track">
        <span
          class={`waterfall-bar ${span.zombie ? 'zombie' : ''} ${failed ? 'failed' : ''}`}
          style={{ left: percent(row.start), width: `max(2px, ${percent(row.width)})` }}
        />
        <span class="bar-queued" style={{ left: percent(row.start), width: percent(row.queued) }} />
        <span
          class="bar-pool"
          style={{ left: percent(row.start + row.queued), width: percent(row.pool) }}
        />
      </span>
      <span class={`waterfall-status number ${failed ? 'alarm' : 'soft'}`}>{span.status}</span>
      <span class="waterfall-took number">{formatDuration(span.end_ns - span.start_ns)}</span>
    </button>
  );
}

function SpanFacts({ span, from }: { span: Span; from: number }) {
  const times = (note: string) => span.notes.filter((one) => one === note).length;
  const facts: [string, string][] = [
    [
      'Where',
      [span.instance || span.component, span.version, span.region].filter(Boolean).join(', '),
    ],
    ['From', `${formatDuration(span.start_ns - from)} after the start`],
    [
      'Waited',
      `${formatDuration(span.queued_ns)} for a worker, ${formatDuration(span.pool_waited_ns)} for a pool`,
    ],
    ['Ended', `${span.status}${span.zombie ? ', after its caller had given up' : ''}`],
  ];
  return (
    <div class="span-facts" aria-live="polite">
      <h3>
        {span.component} {span.operation}
      </h3>
      <dl>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt class="soft">{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {[...new Set(span.notes)].map((note) => (
        <p key={note} class="mono">
          {note}
          {times(note) > 1 && <span class="soft"> × {times(note)}</span>}
        </p>
      ))}
    </div>
  );
}
