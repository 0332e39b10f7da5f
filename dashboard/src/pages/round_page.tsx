// What the three pages of a round have in common: reads the opening state, connects, and hands the
// round to the role's page. A page's key is in its path.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../base/result';
import { Round } from '../state/round';
import { RoundClient } from '../wire/client';
import type { Live } from '../wire/live';
import type { Role } from '../wire/types';
import { learnColours } from '../widgets/colours';
import { Failed, Loading } from '../widgets/states';

export interface RoundPageProps {
  link: string; // the KEY of the path
  role: Role;
  page: ComponentType<{ round: Round }>;
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
      setError({ code: 'not_found', message: 'This link belongs to another page.' });
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
    return (
      <main class="round-failed">
        <Failed error={error} onRetry={() => void open()} />
      </main>
    );
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
