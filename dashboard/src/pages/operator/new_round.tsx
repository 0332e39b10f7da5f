// A new round: what is played, and what was agreed with the candidate.
import { useState } from 'preact/hooks';
import { formatDuration } from '../../base/format';
import { explain } from '../../base/result';
import { Button } from '../../widgets/button';
import { Select, TextField } from '../../widgets/field';
import { Empty } from '../../widgets/states';
import type { OperatorClient } from '../../wire/client';
import type { NewRound as Asked, RoundLinks, ScenarioRow } from '../../wire/types';
import { CopyLinks } from './copy_links';

// The classes of API.md, in words.
const kRetention = [
  { value: 'standard', label: '1 year' },
  { value: 'california', label: '4 years (California)' },
  { value: 'eu', label: '6 months at least (EU)' },
  { value: 'litigation_hold', label: 'until a dispute is settled' },
];

const kMoreTime = [
  { value: '1', label: 'none' },
  { value: '1.25', label: '1¼ times' },
  { value: '1.5', label: '1½ times' },
  { value: '2', label: 'twice' },
];

export interface NewRoundProps {
  client: OperatorClient;
  scenarios: readonly ScenarioRow[];
  onMade: () => void;
}

export function NewRound({ client, scenarios, onMade }: NewRoundProps) {
  const [chosen, setChosen] = useState(scenarios[0]?.id ?? '');
  const [level, setLevel] = useState('');
  const [name, setName] = useState('');
  const [seed, setSeed] = useState('');
  const [retention, setRetention] = useState('standard');
  const [moreTime, setMoreTime] = useState('1');
  const [made, setMade] = useState<RoundLinks | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const scenario = scenarios.find((one) => one.id === chosen);
  const levels = scenario?.levels ?? [];
  const atLevel = levels.includes(level) ? level : (levels[Math.floor(levels.length / 2)] ?? '');

  async function make(): Promise<void> {
    if (seed.trim() !== '' && !/^\d+$/.test(seed.trim())) {
      setError('A seed is a whole number; leave it empty for a random one.');
      return;
    }
    setBusy(true);
    setError(null);
    const asked: Asked = {
      scenario: chosen,
      level: atLevel,
      candidate_name: name.trim(),
      retention,
      time_multiplier: Number(moreTime),
      ...(seed.trim() === '' ? {} : { seed: Number(seed) }),
    };
    const answer = await client.create(asked);
    setBusy(false);
    if (!answer.ok) {
      setError(explain(answer.error));
      return;
    }
    setMade(answer.value);
    setName('');
    onMade();
  }

  if (scenarios.length === 0) return <Empty title="The server has no scenario." />;
  return (
    <section class="stack">
      <h2>New round</h2>
      <form
        class="new-round"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Select
          label="Scenario"
          value={chosen}
          options={scenarios.map((one) => ({
            value: one.id,
            label: `${one.title} (${one.id}, ${formatDuration(one.length_ns)})`,
          }))}
          onChange={setChosen}
        />
        <Select label="Level" value={atLevel} options={levels} onChange={setLevel} />
        <TextField
          label="Candidate"
          value={name}
          onInput={setName}
          placeholder="name, for your list only"
        />
        <Select label="Kept for" value={retention} options={kRetention} onChange={setRetention} />
        <Select
          label="More time promised"
          value={moreTime}
          options={kMoreTime}
          onChange={setMoreTime}
        />
        <TextField
          label="Seed"
          value={seed}
          onInput={setSeed}
          inputMode="numeric"
          placeholder="random"
        />
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? 'Making it' : 'Make the round'}
        </Button>
      </form>
      {error && (
        <p class="refused" role="alert">
          {error}
        </p>
      )}
      {made && (
        <div class="card stack" role="status">
          <p>
            The round waits for its interviewer. Send the candidate their link; keep the others.
          </p>
          <CopyLinks links={made} long />
        </div>
      )}
    </section>
  );
}
