// What the interviewer's page asks for besides the frames: the numbers that the chain speaks of,
// and what each option would do. Asked again as the clock goes on, one answer at a time.
import { useEffect, useState } from 'preact/hooks';
import { kMinute, kSecond } from '../../base/format';
import { kSampleNs, type Round } from '../../state/round';
import type { TruthView } from '../../wire/truth';
import type { Labels, OptionsShown, Query } from '../../wire/types';
import type { Options } from './options_stand';
import { type Facts, type Reading, readings } from './standing';

type Numbers = Pick<Facts, 'errors' | 'ages' | 'users'>;

const kNoNumbers: Numbers = { errors: [], ages: [], users: [] };

async function ask(round: Round, metric: string, where: Labels, by: string[]): Promise<Reading[]> {
  const to_ns = round.sample.peek() * kSampleNs;
  const query: Query = {
    metric,
    where,
    by,
    from_ns: to_ns - kMinute,
    to_ns,
    step_ns: 15 * kSecond,
  };
  const answer = await round.client.query(query);
  return answer.ok ? readings(answer.value) : [];
}

// A label can only be asked for where the metric has it.
function labelsOf(round: Round, metric: string, wanted: string[]): string[] {
  const labels = round.opening.metrics_catalogue.find((one) => one.name === metric)?.labels ?? [];
  return wanted.filter((label) => labels.includes(label));
}

async function readNumbers(round: Round, truth: TruthView): Promise<Numbers> {
  const { metric, where } = truth.truth.estimate;
  const kAge = 'message_queue_oldest_age_seconds';
  const { region: _, ...everywhere } = where;
  const [errors, ages, users] = await Promise.all([
    ask(round, 'error_ratio', {}, labelsOf(round, 'error_ratio', ['component', 'region'])),
    round.scenario.queues.length > 0
      ? ask(round, kAge, {}, labelsOf(round, kAge, ['queue', 'region']))
      : [],
    metric ? ask(round, metric, everywhere, labelsOf(round, metric, ['region'])) : [],
  ]);
  return { errors, ages, users };
}

export function useFacts(round: Round, truth: TruthView): Facts {
  const [numbers, setNumbers] = useState(kNoNumbers);
  const sample = round.sample.value;
  useEffect(() => {
    let left = false;
    void readNumbers(round, truth).then((read) => {
      if (!left) setNumbers(read);
    });
    return () => {
      left = true;
    };
  }, [sample]);
  return {
    ...numbers,
    regions: round.scenario.regions,
    components: round.scenario.components.map((component) => component.name),
    queues: new Map(round.scenario.queues.map((queue) => [queue.name, queue.consumer])),
    versions: round.truth.value?.versions ?? [],
  };
}

const kAskOptionsMs = 5000;
const kAskRowsMs = 400;

// Rows of a first answer come one by one, and somebody waits for them.
function askAgainMs(answer: OptionsShown | null): number {
  const rowsToCome = answer?.computing === true && answer.lucks <= 1;
  return rowsToCome ? kAskRowsMs : kAskOptionsMs;
}

// Computed in the background over there; asked for again while the clock runs or it is computing,
// and at once when an action has been taken.
export function useOptions(round: Round): Options {
  const [options, setOptions] = useState<Options>({ answer: null, error: null });
  const waiting = round.state.value === 'waiting';
  const commands = round.commands.value.length;
  useEffect(() => {
    if (waiting) return;
    let left = false;
    let timer = 0;
    async function read(): Promise<void> {
      const answer = await round.client.options();
      if (left) return;
      setOptions((old) =>
        answer.ok
          ? { answer: answer.value, error: null }
          : { answer: old.answer, error: answer.error },
      );
      const next = askAgainMs(answer.ok ? answer.value : null);
      timer = window.setTimeout(() => void read(), next);
    }
    void read();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [waiting, commands]);
  return options;
}
