// The operator's page: the key, the scenarios, a new round with its links, the rounds there are.
import { useEffect, useState } from 'preact/hooks';
import { formatDuration, formatOffset } from '../base/format';
import { explain, type Failure } from '../base/result';
import { OperatorClient } from '../wire/client';
import type { RoundLinks, RoundRow, ScenarioRow } from '../wire/types';
import { Button } from '../widgets/button';
import { Select, TextField } from '../widgets/field';
import { Empty, Loading } from '../widgets/states';
import { type Column, Table } from '../widgets/table';
import { ThemeButton } from '../widgets/theme_button';
import { AgreementView } from './operator/agreement';
import { CopyLinks } from './operator/copy_links';
import './operator/operator.css';

const kKey = 'threeam.operator_key';

export function OperatorPage() {
  const [key, setKey] = useState(sessionStorage.getItem(kKey) ?? '');
  const [wrong, setWrong] = useState<string | null>(null);

  function leave(error: Failure | null): void {
    sessionStorage.removeItem(kKey);
    setKey('');
    setWrong(error ? 'Wrong key.' : null);
  }

  return (
    <div class="operator scroll">
      <header class="operator-head row">
        <span class="brand">ThreeAM</span>
        <h1>Rounds</h1>
        <span class="grow" />
        <ThemeButton />
        {key && (
          <Button kind="quiet" onClick={() => leave(null)}>
            Leave
          </Button>
        )}
      </header>
      <main class="operator-main">
        {key ? (
          <Board client={new OperatorClient(key)} onRefused={leave} />
        ) : (
          <KeyForm
            wrong={wrong}
            onKey={(typed) => {
              sessionStorage.setItem(kKey, typed);
              setKey(typed);
            }}
          />
        )}
      </main>
    </div>
  );
}

function KeyForm({ wrong, onKey }: { wrong: string | null; onKey: (key: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <form
      class="operator-key"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim()) onKey(typed.trim());
      }}
    >
      <TextField
        label="Operator key"
        type="password"
        value={typed}
        onInput={setTyped}
        error={wrong}
        hint="The server made it at its first start: the file operator.key in its data folder."
        autoFocus
      />
      <div>
        <Button kind="primary" type="submit">
          Open
        </Button>
      </div>
    </form>
  );
}

const kRefreshMs = 5000;

function Board({
  client,
  onRefused,
}: {
  client: OperatorClient;
  onRefused: (error: Failure) => void;
}) {
  const [scenarios, setScenarios] = useState<ScenarioRow[] | null>(null);
  const [rounds, setRounds] = useState<RoundRow[] | null>(null);
  const [error, setError] = useState<Failure | null>(null);

  function fail(failure: Failure): void {
    if (failure.code === 'forbidden') onRefused(failure);
    else setError(failure);
  }

  async function readRounds(): Promise<void> {
    const answer = await client.rounds();
    if (!answer.ok) return fail(answer.error);
    setError(null);
    setRounds(answer.value);
  }

  useEffect(() => {
    void client
      .scenarios()
      .then((answer) => (answer.ok ? setScenarios(answer.value) : fail(answer.error)));
    void readRounds();
    const timer = window.setInterval(() => {
      if (!document.hidden) void readRounds();
    }, kRefreshMs);
    return () => window.clearInterval(timer);
  }, []);

  return (
    <>
      {error && (
        <p class="refused" role="alert">
          {explain(error)}
        </p>
      )}
      {scenarios ? (
        <NewRound client={client} scenarios={scenarios} onMade={() => void readRounds()} />
      ) : (
        !error && <Loading what="Reading the scenarios" />
      )}
      <section class="stack">
        <h2>Rounds</h2>
        {rounds ? <RoundTable rounds={rounds} /> : !error && <Loading what="Reading the rounds" />}
      </section>
      {scenarios && <AgreementView client={client} scenarios={scenarios} />}
    </>
  );
}

interface NewRoundProps {
  client: OperatorClient;
  scenarios: readonly ScenarioRow[];
  onMade: () => void;
}

function NewRound({ client, scenarios, onMade }: NewRoundProps) {
  const [chosen, setChosen] = useState(scenarios[0]?.id ?? '');
  const [level, setLevel] = useState('');
  const [seed, setSeed] = useState('');
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
    const asked = { scenario: chosen, level: atLevel };
    const answer = await client.create(
      seed.trim() === '' ? asked : { ...asked, seed: Number(seed) },
    );
    setBusy(false);
    if (!answer.ok) {
      setError(explain(answer.error));
      return;
    }
    setMade(answer.value);
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

function RoundTable({ rounds }: { rounds: readonly RoundRow[] }) {
  const newest = [...rounds].sort((a, b) => b.created_ms - a.created_ms);
  const columns: Column<RoundRow>[] = [
    { key: 'made', title: 'Made', cell: (row) => new Date(row.created_ms).toLocaleString() },
    {
      key: 'scenario',
      title: 'Scenario',
      cell: (row) => (
        <span>
          {row.title} <span class="soft">{row.scenario}</span>
        </span>
      ),
    },
    { key: 'level', title: 'Level', cell: (row) => row.level },
    { key: 'state', title: 'State', cell: (row) => row.state },
    { key: 'time', title: 'Clock', number: true, cell: (row) => formatOffset(row.time_ns) },
    { key: 'links', title: 'Links', cell: (row) => <CopyLinks links={row} /> },
  ];
  return (
    <Table
      label="Rounds, newest first"
      columns={columns}
      rows={newest}
      rowKey={(row) => row.id}
      empty="No round yet."
    />
  );
}
