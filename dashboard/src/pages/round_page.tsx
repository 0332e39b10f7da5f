// What the three pages of a round have in common: reads the opening state, connects, and hands the
// round to the role's page. A page's key is in its path.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../base/result';
import { Round } from '../state/round';
import { RoundClient } from '../wire/client';
import type { Live } from '../wire/live';
import type { Role } from '../wire/types';
import { Button } from '../widgets/button';
import { learnColours } from '../widgets/colours';
import { Failed, Loading } from '../widgets/states';

export interface RoundPageProps {
  link: string; // the KEY of the path
  role: Role;
  page: ComponentType<{ round: Round }>;
}

const kTitles: Record<string, string> = {
  not_found: 'This link opens no round',
  other_page: 'This link belongs to another page',
};

// A link that opens nothing: what to do, in place of a bare error.
function WrongLink({ error, onRetry }: { error: Failure; onRetry: () => void }) {
  const title = kTitles[error.code];
  return (
    <main class="round-failed">
      <p class="round-failed-brand">ThreeAM</p>
      <h1>{title ?? 'The round cannot be opened'}</h1>
      {title ? (
        <div role="alert" class="stack">
          <p>
            Candidate, interviewer and reviewer have a link each, and it is long: see that all of
            yours was copied. Whoever invited you can send it again.
          </p>
          <div>
            <Button onClick={onRetry}>Try again</Button>
          </div>
        </div>
      ) : (
        <Failed error={error} onRetry={onRetry} />
      )}
    </main>
  );
}

export function RoundPage({ link, role, page: Page }: RoundPageProps) {
  const [round, setRound] = useState<Round | null>(null);
  const [error, setError] = useState<Failure | null>(null);
  const live = useRef<Live | null>(null);

  async function open(): Promise<void> {
    setError(null);
    const client = new RoundClient(link);
    const opening = await client.opening();
    if (!opening.ok) {
      setError(opening.error);
      return;
    }
    if (opening.value.role !== role) {
      setError({ code: 'other_page', message: 'This link belongs to another page.' });
      return;
    }
    const opened = new Round(client, opening.value);
    learnColours('region', opened.scenario.regions);
    learnColours(
      'component',
      opened.scenario.components.map((component) => component.name),
    );
    learnColours(
      'route',
      opened.scenario.routes.map((route) => route.route),
    );
    live.current?.close();
    live.current = opened.connect();
    setRound(opened);
  }

  useEffect(() => void open(), []);
  // Before the start a candidate is told next to nothing; the start brings the rest.
  const waited =
    role === 'candidate' && round?.opening.state === 'waiting' && round.state.value !== 'waiting';
  useEffect(() => {
    if (waited) void open();
  }, [waited]);
  if (error) {
    return <WrongLink error={error} onRetry={() => void open()} />;
  }
  if (!round || waited) {
    return (
      <main class="round-failed">
        <Loading what="Opening the round" />
      </main>
    );
  }
  return <Page round={round} />;
}
