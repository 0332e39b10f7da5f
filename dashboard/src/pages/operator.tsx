// The operator's page: the key, the scenarios, a new round with its links, the rounds there are.
import { useEffect, useState } from 'preact/hooks';
import { explain, type Failure } from '../base/result';
import { OperatorClient } from '../wire/client';
import type { RoundRow, ScenarioRow } from '../wire/types';
import { Button } from '../widgets/button';
import { TextField } from '../widgets/field';
import { Loading } from '../widgets/states';
import { ThemeButton } from '../widgets/theme_button';
import { AgreementView } from './operator/agreement';
import { ImportRound } from './operator/import_round';
import { NewRound } from './operator/new_round';
import { RoundTable } from './operator/round_table';
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
        <ImportRound client={client} onMade={() => void readRounds()} />
        {rounds ? <RoundTable rounds={rounds} /> : !error && <Loading what="Reading the rounds" />}
      </section>
      {scenarios && rounds && (
        <AgreementView client={client} scenarios={scenarios} rounds={rounds} />
      )}
    </>
  );
}
