// The notebook's forms. What is typed becomes an entry when it is saved, not before.
import { useState } from 'preact/hooks';
import {
  formatCount,
  formatOffset,
  formatRatio,
  parseMoment,
  parseNumber,
  significant,
} from '../../base/format';
import { explain } from '../../base/result';
import type { Desk } from '../../state/desk';
import { type BlastRadius, type Hypothesis, nextHypothesis } from '../../state/notebook';
import { Button } from '../../widgets/button';
import { ConfidenceSlider, Select, TextField } from '../../widgets/field';
import type { Payload } from '../../wire/types';

// Says it; null when it was taken, what went wrong otherwise.
async function tell(desk: Desk, payload: Payload): Promise<string | null> {
  const said = await desk.round.add('say', payload);
  if (!said.ok) return explain(said.error);
  desk.form.value = '';
  return null;
}

function shutOnEscape(desk: Desk): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    desk.form.value = '';
  };
}

export function HypothesisForm({ desk, known }: { desk: Desk; known?: Hypothesis }) {
  const { scenario } = desk.round;
  const [component, setComponent] = useState(known?.component ?? '');
  const [mechanism, setMechanism] = useState(known?.mechanism ?? '');
  const [text, setText] = useState(known?.text ?? '');
  const [confidence, setConfidence] = useState(known?.confidence ?? 0.5);
  const [refutedBy, setRefutedBy] = useState(known?.refuted_by ?? '');
  const [error, setError] = useState<string | null>(null);

  async function save(state: 'open' | 'refuted'): Promise<void> {
    if (mechanism === '') {
      setError('Choose what kind of cause it is.');
      return;
    }
    const id = known?.id ?? nextHypothesis(desk.notebook.peek());
    const payload = {
      what: 'hypothesis',
      id,
      component,
      mechanism,
      text,
      confidence,
      refuted_by: refutedBy,
      state,
    };
    setError(await tell(desk, payload));
  }

  return (
    <form
      class="note-form"
      onKeyDown={shutOnEscape(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save('open');
      }}
    >
      <div class="pair">
        <Select
          label="Where"
          value={component}
          onChange={setComponent}
          options={[
            { value: '', label: 'anywhere' },
            ...scenario.components.map((one) => one.name),
          ]}
        />
        <Select
          label="What kind"
          value={mechanism}
          onChange={setMechanism}
          options={[
            { value: '', label: 'choose' },
            ...scenario.mechanisms.map((one) => ({ value: one, label: one.replaceAll('_', ' ') })),
          ]}
        />
      </div>
      <TextField label="In a line" value={text} onInput={setText} autoFocus />
      <ConfidenceSlider label="How sure" value={confidence} onInput={setConfidence} />
      <TextField
        label="What would refute it"
        value={refutedBy}
        onInput={setRefutedBy}
        error={error}
      />
      <div class="row wrap">
        <Button kind="primary" type="submit">
          {known?.state === 'refuted' ? 'Open again' : 'Save'}
        </Button>
        {known && known.state === 'open' && (
          <Button onClick={() => void save('refuted')}>Refuted</Button>
        )}
        <Button kind="quiet" onClick={() => (desk.form.value = '')}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

// A field that may stay empty; NaN says that what stands there is no number.
function optional(text: string, parse: (text: string) => number): number | null {
  return text.trim() === '' ? null : parse(text);
}

// "11" in a field of percents means 11 %.
function parseShare(text: string): number {
  const value = parseNumber(text);
  return value > 1 && !text.includes('%') ? value / 100 : value;
}

export function EstimateForm({ desk, known }: { desk: Desk; known: BlastRadius | null }) {
  const clock = desk.round.opening.page_clock_s;
  const filled = (value: number | null | undefined, write: (value: number) => string) =>
    value === null || value === undefined ? '' : write(value);
  const [share, setShare] = useState(filled(known?.failing_ratio, formatRatio));
  const [rate, setRate] = useState(filled(known?.failing_requests_per_second, significant));
  const [since, setSince] = useState(filled(known?.since_ns, formatOffset));
  const [rows, setRows] = useState(filled(known?.rows_written, formatCount));
  const [text, setText] = useState(known?.text ?? '');
  const [error, setError] = useState<string | null>(null);

  async function save(): Promise<void> {
    const said = {
      failing_ratio: optional(share, parseShare),
      failing_requests_per_second: optional(rate.replace(/\/s\s*$/, ''), parseNumber),
      since_ns: optional(since, (value) => parseMoment(value, clock)),
      rows_written: optional(rows, parseNumber),
    };
    const wrong = Object.entries(said).find(([, value]) => value !== null && Number.isNaN(value));
    if (wrong) {
      setError(kWrong[wrong[0] as keyof typeof said]);
      return;
    }
    const numbers = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
    if (Object.keys(numbers).length === 0) {
      setError('One number at least.');
      return;
    }
    if (numbers['since_ns'] !== undefined)
      numbers['since_ns'] = Math.round(numbers['since_ns'] ?? 0);
    setError(await tell(desk, { what: 'estimate', ...numbers, text }));
  }

  return (
    <form
      class="note-form"
      onKeyDown={shutOnEscape(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="pair">
        <TextField
          label="Share that fails"
          value={share}
          onInput={setShare}
          placeholder="11 %"
          autoFocus
        />
        <TextField label="Failing a second" value={rate} onInput={setRate} placeholder="10/s" />
        <TextField label="Since" value={since} onInput={setSince} placeholder="-04:40 or 03:09" />
        <TextField label="Rows written" value={rows} onInput={setRows} placeholder="12,000" />
      </div>
      <TextField label="Who, and what else" value={text} onInput={setText} error={error} />
      <div class="row">
        <Button kind="primary" type="submit">
          Save
        </Button>
        <Button kind="quiet" onClick={() => (desk.form.value = '')}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const kWrong = {
  failing_ratio: 'The share is a percentage: 11 %.',
  failing_requests_per_second: 'Failing a second is a number: 10.',
  since_ns: 'Since is a time: -04:40 from the page, or 03:09 on the clock.',
  rows_written: 'Rows are a number: 12,000 or 12k.',
};

const kLineLabels = {
  prediction: 'I expect to see',
  update: 'For people who are not here',
} as const;

export function LineForm({ desk, what }: { desk: Desk; what: 'prediction' | 'update' }) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  async function save(): Promise<void> {
    if (text.trim() === '') setError('A line at least.');
    else setError(await tell(desk, { what, text: text.trim() }));
  }
  return (
    <form
      class="note-form"
      onKeyDown={shutOnEscape(desk)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={kLineLabels[what]}
        value={text}
        onInput={setText}
        lines={what === 'update' ? 4 : 2}
        error={error}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      <div class="row">
        <Button kind="primary" type="submit" keys="Ctrl ↵">
          {what === 'update' ? 'Send' : 'Save'}
        </Button>
        <Button kind="quiet" onClick={() => (desk.form.value = '')}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
