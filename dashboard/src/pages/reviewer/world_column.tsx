// The state of the world at the playhead.
import { useEffect, useState } from 'preact/hooks';
import { formatOffset, kSecond } from '../../base/format';
import type { Failure } from '../../base/result';
import type { Round } from '../../state/round';
import { Failed, Loading } from '../../widgets/states';
import {
  Alerts,
  Commands,
  DataLedger,
  HarmClock,
  Section,
  Versions,
} from '../../widgets/world_state';
import type { WorldShown } from '../../wire/types';

// The playhead moves faster than anyone reads; the world is asked for where it rests.
const kRestMs = 120;

interface Read {
  world: WorldShown | null;
  error: Failure | null;
}

export function useWorld(round: Round, time_ns: number): Read & { again: () => void } {
  const [read, setRead] = useState<Read>({ world: null, error: null });
  const [attempt, setAttempt] = useState(0);
  const at = Math.floor(time_ns / kSecond) * kSecond;
  useEffect(() => {
    let left = false;
    const timer = window.setTimeout(() => {
      void round.client.world(at).then((answer) => {
        if (left) return;
        setRead((old) =>
          answer.ok
            ? { world: answer.value, error: null }
            : { world: old.world, error: answer.error },
        );
      });
    }, kRestMs);
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [at, attempt]);
  return { ...read, again: () => setAttempt(attempt + 1) };
}

export function WorldColumn({ round, time_ns }: { round: Round; time_ns: number }) {
  const { world, error, again } = useWorld(round, time_ns);
  if (error && !world) return <Failed error={error} onRetry={again} />;
  if (!world) return <Loading what="Reading the world" />;
  const flags = Object.entries(world.flags);
  return (
    <>
      <Section title="Harm until then" aside={restored(world)}>
        <HarmClock harm={world.harm} units={world.harm_units} datasets={world.datasets} />
      </Section>
      <Section title="Alerts">
        <Alerts alerts={world.alerts} />
      </Section>
      <Section title="Actions">
        <Commands commands={world.commands} />
      </Section>
      <DataLedger datasets={world.datasets} />
      <Section title="Versions">
        <Versions versions={world.versions} />
      </Section>
      {flags.length > 0 && (
        <Section title="Flags">
          <ul class="section-text">
            {flags.map(([name, on]) => (
              <li key={name} class="row">
                <span class="grow">{name}</span>
                <span class={on ? '' : 'soft'}>{on ? 'on' : 'off'}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function restored({ restored_since_ns }: WorldShown): string {
  return restored_since_ns === null ? '' : `restored since ${formatOffset(restored_since_ns)}`;
}
