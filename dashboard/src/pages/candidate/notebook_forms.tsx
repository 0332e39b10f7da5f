// The notebook's forms. What is typed becomes an entry when it is saved; until then it is kept in this
// tab, so that a reload loses nothing.
import { useState } from 'preact/hooks';
import { formatCount, formatOffset, formatRatio, significant } from '../../base/format';
import { explain } from '../../base/result';
import type { Desk } from '../../state/desk';
import { type BlastRadius, type Hypothesis, nextHypothesis } from '../../state/notebook';
import { Button } from '../../widgets/button';
import { ConfidenceSlider, Select, TextField } from '../../widgets/field';
import type { Payload } from '../../wire/types';
import { type EstimateField, readEstimate } from './estimate_fields';

// Says it; null when it was taken, what went wrong otherwise.
async function tell(desk: Desk, form: string, payload: Payload): Promise<string | null> {
  const said = await desk.round.add('say', payload);
  if (!said.ok) return explain(said.error);
  desk.leaveForm(form);
  return null;
}

// The fields of a form, kept as they are typed.
function useDraft<T extends Record<string, string | number>>(
  desk: Desk,
  form: string,
  fresh: T,
): [T, (field: keyof T) => (value: T[keyof T]) => void] {
  const [fields, setFields] = useState(() => desk.kept.draft(form, fresh));
  const set = (field: keyof T) => (value: T[keyof T]) => {
    const next = { ...fields, [field]: value };
    desk.kept.keepDraft(form, next);
    setFields(next);
  };
  return [fields, set];
}

// Escape shuts the form and keeps what was typed; Ctrl+Enter saves from any field.
function formKeys(desk: Desk): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      desk.form.value = '';
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      (event.currentTarget as HTMLFormElement).requestSubmit();
    }
  };
}

function Refused({ error }: { error: string | null }) {
  if (error === null) return null;
  return (
    <p class="refused small" role="alert">
      {error}
    </p>
  );
}

export function HypothesisForm({ desk, known }: { desk: Desk; known?: Hypothesis }) {
  const { scenario } = desk.round;
  const form = known ? `hypothesis ${known.id}` : 'hypothesis';
  const [fields, set] = useDraft<{
    component: string;
    mechanism: string;
    text: string;
    confidence: number;
    refuted_by: string;
  }>(desk, form, {
    component: known?.component ?? '',
    mechanism: known?.mechanism ?? '',
    text: known?.text ?? '',
    confidence: known?.confidence ?? 0.5,
    refuted_by: known?.refuted_by ?? '',
  });
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const missing = asked && fields.mechanism === '' ? 'Choose what kind of cause it is.' : null;

  async function save(state: 'open' | 'refuted'): Promise<void> {
    setAsked(true);
    if (fields.mechanism === '') return;
    const id = known?.id ?? nextHypothesis(desk.notebook.peek());
    setError(await tell(desk, form, { what: 'hypothesis', id, ...fields, state }));
  }

  return (
    <form
      class="note-form"
      onKeyDown={formKeys(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save('open');
      }}
    >
      <div class="pair">
        <Select
          label="Where"
          value={fields.component}
          onChange={set('component')}
          autoFocus
          options={[
            { value: '', label: 'anywhere' },
            ...scenario.components.map((one) => one.name),
          ]}
        />
        <Select
          label="What kind"
          value={fields.mechanism}
          onChange={set('mechanism')}
          error={missing}
          options={[
            { value: '', label: 'choose' },
            ...scenario.mechanisms.map((one) => ({ value: one, label: one.replaceAll('_', ' ') })),
          ]}
        />
      </div>
      <TextField label="In a line" value={fields.text} onInput={set('text')} />
      <ConfidenceSlider label="How sure" value={fields.confidence} onInput={set('confidence')} />
      <TextField
        label="What would refute it"
        value={fields.refuted_by}
        onInput={set('refuted_by')}
      />
      <Refused error={error} />
      <div class="row wrap">
        <Button kind="primary" type="submit">
          {known?.state === 'refuted' ? 'Open again' : 'Save'}
        </Button>
        {known && known.state === 'open' && (
          <Button onClick={() => void save('refuted')}>Refuted</Button>
        )}
        <Button kind="quiet" onClick={() => desk.leaveForm(form)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

// Units and formats, no numbers: an example would be an anchor.
const kEstimate: readonly { field: EstimateField; label: string; format: string }[] = [
  { field: 'failing_ratio', label: 'Share that fails', format: '%' },
  { field: 'failing_requests_per_second', label: 'Failing a second', format: 'requests/s' },
  { field: 'since_ns', label: 'Since', format: 'hh:mm or −mm:ss' },
  { field: 'rows_written', label: 'Rows written', format: 'rows' },
];

export function EstimateForm({ desk, known }: { desk: Desk; known: BlastRadius | null }) {
  const filled = (value: number | null | undefined, write: (value: number) => string) =>
    value === null || value === undefined ? '' : write(value);
  const [fields, set] = useDraft(desk, 'estimate', {
    failing_ratio: filled(known?.failing_ratio, formatRatio),
    failing_requests_per_second: filled(known?.failing_requests_per_second, significant),
    since_ns: filled(known?.since_ns, formatOffset),
    rows_written: filled(known?.rows_written, formatCount),
    text: known?.text ?? '',
  });
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { numbers, wrong } = readEstimate(fields, desk.round.opening.page_clock_s);

  async function save(): Promise<void> {
    setAsked(true);
    setError(null);
    if (Object.keys(wrong).length > 0) return;
    if (Object.keys(numbers).length === 0) {
      setError('One number at least.');
      return;
    }
    const said = { what: 'estimate', ...numbers, text: fields.text };
    setError(await tell(desk, 'estimate', said));
  }

  return (
    <form
      class="note-form"
      onKeyDown={formKeys(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="pair">
        {kEstimate.map(({ field, label, format }, index) => (
          <TextField
            key={field}
            label={label}
            value={fields[field]}
            onInput={set(field)}
            placeholder={format}
            error={asked ? (wrong[field] ?? null) : null}
            autoFocus={index === 0}
          />
        ))}
      </div>
      <p class="soft small">
        The share is of the requests that users send to what is failing, in the worst region, over
        the last minute.
      </p>
      <TextField label="Who, and what else" value={fields.text} onInput={set('text')} />
      <Refused error={error} />
      <div class="row">
        <Button kind="primary" type="submit">
          Save
        </Button>
        <Button kind="quiet" onClick={() => desk.leaveForm('estimate')}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const kLineLabels = {
  prediction: 'I expect to see',
  update: 'For people who are not here',
} as const;

export function LineForm({ desk, what }: { desk: Desk; what: 'prediction' | 'update' }) {
  const [fields, set] = useDraft(desk, what, { text: '' });
  const [error, setError] = useState<string | null>(null);
  async function save(): Promise<void> {
    const text = fields.text.trim();
    if (text === '') setError('A line at least.');
    else setError(await tell(desk, what, { what, text }));
  }
  return (
    <form
      class="note-form"
      onKeyDown={formKeys(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={kLineLabels[what]}
        value={fields.text}
        onInput={set('text')}
        lines={what === 'update' ? 4 : 2}
        error={error}
        autoFocus
      />
      <div class="row">
        <Button kind="primary" type="submit" keys="Ctrl ↵">
          {what === 'update' ? 'Send' : 'Save'}
        </Button>
        <Button kind="quiet" onClick={() => desk.leaveForm(what)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
