// Thinking is half of what is judged, so it has its place on every view: what it could be, how much
// it hurts, what others were told, what was done so far.
import { useState } from 'preact/hooks';
import { formatCount, formatOffset, formatRatio, significant } from '../../base/format';
import type { Desk } from '../../state/desk';
import type { BlastRadius, Hypothesis } from '../../state/notebook';
import { Button } from '../../widgets/button';
import { Clamped } from '../../widgets/clamped';
import { Choice } from '../../widgets/field';
import { canSpeak } from './alert_line';
import { closedLines } from './closed';
import { EstimateForm, HypothesisForm, LineForm } from './notebook_forms';
import { Story } from './story';
import './notebook.css';

export function Notebook({ desk }: { desk: Desk }) {
  return (
    <aside class="notebook" aria-label="Notebook">
      <div class="notebook-scroll scroll">
        <SeverityPart desk={desk} />
        <HypothesesPart desk={desk} />
        <EstimatePart desk={desk} />
        <LinesPart desk={desk} what="prediction" title="Predictions" />
        <LinesPart desk={desk} what="update" title="Updates" />
        {desk.round.state.value !== 'finished' && <StoryPart desk={desk} />}
      </div>
      <ClosePart desk={desk} />
    </aside>
  );
}

const kSeverities = [
  { value: '1', label: '1', title: 'Everyone, or money and data going wrong' },
  { value: '2', label: '2', title: 'Many users, or one region' },
  { value: '3', label: '3', title: 'Some users, a way around exists' },
  { value: '4', label: '4', title: 'Nobody notices yet' },
];

function SeverityPart({ desk }: { desk: Desk }) {
  const { severity } = desk.notebook.value;
  return (
    <section class="note-part row">
      <h2 class="grow">Severity</h2>
      <Choice
        label="Severity, 1 is worst"
        value={severity === null ? '' : String(severity)}
        options={kSeverities}
        deliberate
        disabled={!canSpeak(desk)}
        onChange={(value) => void say(desk, { what: 'severity', level: Number(value) })}
      />
    </section>
  );
}

async function say(desk: Desk, payload: Record<string, unknown>): Promise<void> {
  const said = await desk.round.add('say', payload);
  if (!said.ok) desk.notice.value = `Not said. ${said.error.message}`;
}

interface PartHeadProps {
  desk: Desk;
  title: string;
  keys: string;
  form: string;
  note?: string;
  add?: string;
}

function PartHead({ desk, title, keys, form, note, add = 'Add' }: PartHeadProps) {
  const open = desk.form.value === form;
  return (
    <header class="row">
      <h2>{title}</h2>
      <span class="grow soft small">{note}</span>
      {canSpeak(desk) && (
        <Button
          kind="quiet"
          class="note-add"
          aria-expanded={open}
          aria-label={`${add}: ${title}`}
          onClick={() => (open ? desk.leaveForm(form) : (desk.form.value = form))}
          keys={keys}
        >
          {open ? 'Cancel' : add}
        </Button>
      )}
    </header>
  );
}

function HypothesesPart({ desk }: { desk: Desk }) {
  const { hypotheses } = desk.notebook.value;
  const form = desk.form.value;
  return (
    <section class="note-part">
      <PartHead desk={desk} title="Hypotheses" keys="h" form="hypothesis" />
      {form === 'hypothesis' && <HypothesisForm desk={desk} />}
      {hypotheses.length === 0 && form !== 'hypothesis' && (
        <p class="soft small">
          What could it be, how sure are you, and what would prove you wrong?
        </p>
      )}
      {hypotheses.map((one) =>
        form === `hypothesis ${one.id}` ? (
          <HypothesisForm key={one.id} desk={desk} known={one} />
        ) : (
          <HypothesisCard key={one.id} desk={desk} one={one} />
        ),
      )}
    </section>
  );
}

function HypothesisCard({ desk, one }: { desk: Desk; one: Hypothesis }) {
  const refuted = one.state === 'refuted';
  const what = [one.component, one.mechanism.replaceAll('_', ' ')].filter(Boolean).join(' · ');
  return (
    <div class={`note-hypothesis ${refuted ? 'refuted' : ''}`}>
      <button
        type="button"
        class="note-hypothesis-open"
        disabled={!canSpeak(desk)}
        onClick={() => (desk.form.value = `hypothesis ${one.id}`)}
        title="Change or strike out"
      >
        <span class="row">
          <span class="soft">{one.id}</span>
          <b class="grow clip">{what}</b>
          <span>{refuted ? 'refuted' : formatRatio(one.confidence)}</span>
        </span>
        {!refuted && (
          <span class="confidence" aria-hidden="true">
            <i style={{ width: `${one.confidence * 100}%` }} />
          </span>
        )}
      </button>
      {one.text && <Clamped class="note-hypothesis-text" text={one.text} />}
      {one.refuted_by && !refuted && (
        <Clamped class="soft small" text={`refuted by: ${one.refuted_by}`} />
      )}
    </div>
  );
}

function EstimatePart({ desk }: { desk: Desk }) {
  const { estimate } = desk.notebook.value;
  const open = desk.form.value === 'estimate';
  return (
    <section class="note-part">
      <PartHead
        desk={desk}
        title="Blast radius"
        keys="e"
        form="estimate"
        add={estimate ? 'Change' : 'Add'}
        note={estimate ? `said ${formatOffset(estimate.time_ns)}` : ''}
      />
      {open ? (
        <EstimateForm desk={desk} known={estimate} />
      ) : estimate ? (
        <EstimateFacts estimate={estimate} />
      ) : (
        <p class="soft small">
          How many fail, since when, what was written? Numbers, even rough ones.
        </p>
      )}
    </section>
  );
}

function EstimateFacts({ estimate }: { estimate: BlastRadius }) {
  const { failing_ratio, failing_requests_per_second, since_ns, rows_written } = estimate;
  const facts: [string, string | null][] = [
    ['Failing', failing_ratio === null ? null : formatRatio(failing_ratio)],
    [
      'Requests',
      failing_requests_per_second === null ? null : `${significant(failing_requests_per_second)}/s`,
    ],
    ['Since', since_ns === null ? null : formatOffset(since_ns)],
    ['Rows', rows_written === null ? null : formatCount(rows_written)],
  ];
  return (
    <>
      <dl class="estimate">
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt class="soft small">{term}</dt>
            <dd>{fact ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {estimate.text && <Clamped class="small" text={estimate.text} />}
    </>
  );
}

const kLines = {
  prediction: { keys: 'p', empty: 'What will you see next, before you look?' },
  update: { keys: 'u', empty: 'Nobody has been told anything yet.' },
} as const;

function LinesPart({
  desk,
  what,
  title,
}: {
  desk: Desk;
  what: 'prediction' | 'update';
  title: string;
}) {
  const book = desk.notebook.value;
  const said = what === 'update' ? book.updates : book.predictions;
  const last = said[said.length - 1];
  const open = desk.form.value === what;
  const [all, setAll] = useState(false);
  const shown = all ? [...said].reverse() : said.slice(-1);
  return (
    <section class="note-part">
      <PartHead
        desk={desk}
        title={title}
        keys={kLines[what].keys}
        form={what}
        note={last ? `last ${formatOffset(last.time_ns)}` : ''}
      />
      {open && <LineForm desk={desk} what={what} />}
      {!last && !open && <p class="soft small">{kLines[what].empty}</p>}
      {shown.map((one) => (
        <div key={one.seq} class="said small">
          <time class="mono soft">{formatOffset(one.time_ns)}</time> <Clamped text={one.text} />
        </div>
      ))}
      {said.length > 1 && (
        <button type="button" class="text-link" onClick={() => setAll(!all)}>
          {all ? 'Only the last' : `All ${said.length}`}
        </button>
      )}
    </section>
  );
}

function StoryPart({ desk }: { desk: Desk }) {
  return (
    <section class="note-part story">
      <h2>Story so far</h2>
      <Story desk={desk} />
    </section>
  );
}

function ClosePart({ desk }: { desk: Desk }) {
  const book = desk.notebook.value;
  const { resolved, handover } = book;
  const over = desk.round.state.value === 'finished';
  const shut = (how: 'resolved' | 'handover') => () => (desk.open.value = { kind: 'close', how });
  const lines = closedLines(book, over);
  if (over && lines.length === 0) return null;
  return (
    <section class="note-close" aria-label="Close the incident">
      {lines.length > 0 && (
        <div class="small" role="status">
          {lines.map((line, index) => (
            <p key={line} class={index > 0 ? 'soft' : ''}>
              {line}
            </p>
          ))}
        </div>
      )}
      {!over && (
        <div class="row">
          <Button disabled={!canSpeak(desk)} onClick={shut('resolved')}>
            {resolved ? 'Resolve again' : 'Resolve'}
          </Button>
          <Button disabled={!canSpeak(desk)} onClick={shut('handover')}>
            {handover ? 'Hand over again' : 'Hand over'}
          </Button>
        </div>
      )}
    </section>
  );
}
