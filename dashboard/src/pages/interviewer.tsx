// The interviewer's page: the truth, the candidate, the script. Nothing on it can be seen, heard or
// inferred from the candidate's.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatOffset } from '../base/format';
import type { Failure } from '../base/result';
import { bindKeys } from '../state/keys';
import type { Round } from '../state/round';
import { toggleTheme } from '../state/theme';
import '../widgets/columns.css';
import { Dialog } from '../widgets/dialog';
import { letGo } from '../widgets/let_go';
import { type KeyHelp, KeyTable, PageHead } from '../widgets/page_head';
import { Failed } from '../widgets/states';
import { decodeTruth, type TruthView } from '../wire/truth';
import { disarming } from './interviewer/arming';
import { BeforeStart } from './interviewer/before_start';
import { CandidateColumn } from './interviewer/candidate_column';
import { skip, toggleClock } from './interviewer/clock_box';
import './interviewer/interviewer.css';
import { giveHint, ScriptColumn } from './interviewer/script_column';
import { scriptState } from './interviewer/script_state';
import { Sender } from './interviewer/send';
import { TruthColumn } from './interviewer/truth_column';

const kKeys: KeyHelp[] = [
  { keys: 'Space', does: 'Pause and resume the clock' },
  { keys: ']', does: 'Skip ahead 1 minute' },
  { keys: '}', does: 'Skip ahead 5 minutes' },
  { keys: 'h', does: 'Ready the next hint; once more gives it' },
  { keys: 'm', does: 'Mark this moment' },
  { keys: 'n', does: 'Write a note' },
  { keys: 'i', does: 'Tell the candidate something' },
  { keys: 'r', does: 'Go to the ratings' },
  { keys: 't', does: 'Dark or light' },
  { keys: 'Esc', does: 'Leave a field; put a readied hint back' },
  { keys: '?', does: 'This list' },
];

export function InterviewerPage({ round }: { round: Round }) {
  const truth = useMemo(() => decodeTruth(round.opening.truth), []);
  if (!truth.ok) return <NoTruth error={truth.error} />;
  return <Interviewer round={round} truth={truth.value} />;
}

function NoTruth({ error }: { error: Failure }) {
  return (
    <main class="page-failed">
      <Failed error={error} />
    </main>
  );
}

function put(box: string): void {
  document.querySelector<HTMLElement>(`[data-box="${box}"]`)?.focus();
}

// Where one goes on: the initials as long as they are missing, for no rating is taken without.
function toRatings(): void {
  const ratings = document.getElementById('ratings');
  const initials = ratings?.querySelector<HTMLInputElement>('.rater-name input:enabled');
  const first = initials?.value === '' ? initials : ratings?.querySelector('button');
  first?.focus({ preventScroll: true });
  ratings?.scrollIntoView();
}

interface KeysProps {
  round: Round;
  truth: TruthView;
  sender: Sender;
  armed: Signal<number | null>;
  onHelp: () => void;
}

function useKeys({ round, truth, sender, armed, onHelp }: KeysProps): void {
  function hint(): void {
    const { next } = scriptState(truth.script, round.entries.peek());
    const clock = round.state.peek();
    if (next === null || (clock !== 'running' && clock !== 'paused')) return;
    if (armed.peek() === next) giveHint(sender, armed);
    else armed.value = next;
  }
  useEffect(
    () =>
      bindKeys({
        ' ': () => toggleClock(round, sender),
        ']': () => skip(round, sender, 1),
        '}': () => skip(round, sender, 5),
        h: hint,
        m: () => void sender.send('mark', { text: '' }),
        n: () => put('note'),
        i: () => put('inject'),
        r: toRatings,
        t: toggleTheme,
        Escape: () => (armed.value = null),
        '?': onHelp,
      }),
    [],
  );
}

function Interviewer({ round, truth }: { round: Round; truth: TruthView }) {
  const sender = useMemo(() => new Sender(round), []);
  const armed = useSignal<number | null>(null); // the hint that one more press gives
  const [help, setHelp] = useState(false);
  const state = round.state.value;

  useKeys({ round, truth, sender, armed, onHelp: () => setHelp(true) });
  useEffect(() => disarming(armed, round.state), []);
  useEffect(() => {
    document.title = `${state} · ${round.opening.title} · ThreeAM`;
  }, [state]);

  return (
    <div class="interviewer page-of-columns" onClick={letGo}>
      <PageHead
        page="interviewer"
        title={round.opening.title}
        level={round.opening.level}
        link={round.state.value === 'finished' ? null : round.link.value}
        onHelp={() => setHelp(true)}
      >
        <span class="mono" aria-label="Simulated time">
          {formatOffset(Math.max(0, round.now.value))}
        </span>
      </PageHead>
      <main class="columns">
        <section class="column scroll" aria-label="Truth" tabIndex={0}>
          <h2 class="column-head">Truth</h2>
          <TruthColumn round={round} truth={truth} />
        </section>
        <section class="column scroll" aria-label="The candidate" tabIndex={0}>
          <h2 class="column-head">The candidate</h2>
          {state === 'waiting' ? (
            <BeforeStart round={round} truth={truth} />
          ) : (
            <CandidateColumn round={round} truth={truth} />
          )}
        </section>
        <section class="column scroll" aria-label="Your script" tabIndex={0}>
          <h2 class="column-head">Your script</h2>
          <ScriptColumn round={round} truth={truth} sender={sender} armed={armed} />
        </section>
      </main>
      {help && (
        <Dialog title="Keys" onClose={() => setHelp(false)}>
          <KeyTable keys={kKeys} />
        </Dialog>
      )}
    </div>
  );
}
