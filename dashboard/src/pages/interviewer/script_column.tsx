// Right: the interviewer's script. The clock, the hint ladder, the questions, what is said to the
// candidate, notes, ratings.
import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatOffset } from '../../base/format';
import { useRatings } from '../../state/ratings';
import type { Round } from '../../state/round';
import { Button } from '../../widgets/button';
import { Choice } from '../../widgets/field';
import { Ratings } from '../../widgets/ratings';
import { Section } from '../../widgets/world_state';
import type { TruthView } from '../../wire/truth';
import type { EntryKind } from '../../wire/types';
import { ReadAgain } from './before_start';
import { ClockBox } from './clock_box';
import { type Asked, observedState, type Rung, scriptState } from './script_state';
import type { Sender } from './send';

export interface ScriptColumnProps {
  round: Round;
  truth: TruthView;
  sender: Sender;
  armed: Signal<number | null>; // the hint that waits for a second press
}

export function ScriptColumn({ round, truth, sender, armed }: ScriptColumnProps) {
  const script = scriptState(truth.script, round.entries.value);
  const given = script.hints.filter((hint) => hint.givenNs !== null).length;
  const open = round.state.value === 'running' || round.state.value === 'paused';
  const early = round.state.value === 'waiting';
  const ratings = useRatings(round);
  return (
    <>
      <ClockBox round={round} sender={sender} locked={ratings.seen.value?.locked ?? false} />
      {sender.error.value && (
        <p class="alarm section-text" role="alert">
          {sender.error.value}
        </p>
      )}
      {!early && <ReadAgain round={round} truth={truth} />}
      <Section title="Hints" aside={`${given} of ${script.hints.length} given`}>
        <ol class="ladder">
          {script.hints.map((hint) => (
            <HintRung
              key={hint.index}
              hint={hint}
              next={hint.index === script.next}
              armed={hint.index === armed.value}
              disabled={!open}
              onArm={(index) => (armed.value = index)}
              onGive={() => giveHint(sender, armed)}
            />
          ))}
        </ol>
      </Section>
      <Messages sender={sender} open={open} />
      <Questions
        title="And then what breaks?"
        kind="followup"
        answers={kFollowup}
        questions={script.followups}
        sender={sender}
        early={early}
      />
      <Questions
        title="Push back"
        kind="pushback"
        answers={kPushback}
        questions={script.pushback}
        sender={sender}
        early={early}
      />
      {!early && <SeenInTheRoom round={round} sender={sender} />}
      <div id="ratings" class="section">
        <header class="section-head">
          <h3>Ratings</h3>
          <span class="soft small">{round.opening.level}</span>
        </header>
        <Ratings
          round={round}
          ratings={ratings}
          lockNote="Lock before you talk to anyone about the round. What is locked stays."
        />
      </div>
    </>
  );
}

function Messages({ sender, open }: { sender: Sender; open: boolean }) {
  return (
    <>
      <Section title="Tell the candidate" aside="shown on their page">
        <Line
          box="inject"
          label="To the candidate"
          placeholder="Support says that people are calling"
          button="Send"
          disabled={!open}
          onSend={(text) => sender.send('inject', { text })}
        />
      </Section>
      <Section title="Notes and marks" aside="never shown to the candidate">
        <Line
          box="note"
          label="Note"
          placeholder="What you saw, with your words"
          button="Note"
          onSend={(text) => sender.send('note', { text })}
        />
        <p class="section-text small faint">
          <kbd>m</kbd> marks this moment for the replay.
        </p>
      </Section>
    </>
  );
}

export function giveHint(sender: Sender, armed: Signal<number | null>): void {
  const index = armed.peek();
  armed.value = null;
  if (index !== null) void sender.send('hint', { index });
}

interface HintRungProps {
  hint: Rung;
  next: boolean;
  armed: boolean;
  disabled: boolean;
  onArm: (index: number | null) => void;
  onGive: () => void;
}

// Was it readied and let go? Says so until it is readied again.
function useUndone(armed: boolean, given: boolean): boolean {
  const [undone, setUndone] = useState(false);
  const before = useRef(armed);
  useEffect(() => {
    if (before.current !== armed) setUndone(!armed && !given);
    before.current = armed;
  }, [armed, given]);
  return undone && !given;
}

// A hint cannot be taken back, so the first press only readies it, and for a moment.
function HintRung({ hint, next, armed, disabled, onArm, onGive }: HintRungProps) {
  const given = hint.givenNs !== null;
  const undone = useUndone(armed, given);
  const ready = !given && next && armed;
  return (
    <li
      class={`rung${given ? ' given' : next ? ' next' : ' later'}`}
      aria-current={next ? 'step' : undefined}
    >
      <span class="rung-number">{hint.index + 1}</span>
      <div class="grow">
        <p title={hint.text}>{hint.text}</p>
        <p class="small soft rung-gives">gives away {hint.givesAway}</p>
        {ready && (
          <span class="row rung-sure">
            <Button kind="primary" keys="h" disabled={disabled} onClick={onGive}>
              Give it
            </Button>
            <Button kind="quiet" keys="Esc" onClick={() => onArm(null)}>
              Not yet
            </Button>
          </span>
        )}
        {next && (
          <p class="small warn" role="status">
            {undone && 'Not given: the second press did not come.'}
          </p>
        )}
      </div>
      {given ? (
        <span class="mono soft">{formatOffset(hint.givenNs ?? 0)}</span>
      ) : (
        next &&
        !armed && (
          <Button keys="h" disabled={disabled} onClick={() => onArm(hint.index)}>
            Give
          </Button>
        )
      )}
    </li>
  );
}

const kFollowup = [
  { value: 'crisp', label: 'Crisp' },
  { value: 'partial', label: 'Partial' },
  { value: 'faded', label: 'Faded' },
];

const kPushback = [
  { value: 'holds', label: 'Holds' },
  { value: 'updates', label: 'Updates' },
  { value: 'digs_in', label: 'Digs in' },
];

// Seen by a person in the room; nothing on the candidate's page can tell.
const kSeen = {
  drawing: {
    title: 'Asked for a picture of the system',
    values: [
      { value: 'drew', label: 'Drew it' },
      { value: 'named', label: 'Named parts' },
      { value: 'none', label: 'Neither' },
    ],
  },
  assistant: {
    title: 'What an assistant answered (having one is fine)',
    values: [
      { value: 'checked', label: 'Checked' },
      { value: 'pasted', label: 'Pasted as it came' },
    ],
  },
};

function SeenInTheRoom({ round, sender }: { round: Round; sender: Sender }) {
  return (
    <Section title="Seen in the room" aside="leave out what you did not see">
      <ul class="questions">
        {observedState(round.entries.value).map(({ what, value, atNs }) => (
          <li key={what}>
            <p>{kSeen[what].title}</p>
            <div class="row">
              <Choice
                label={kSeen[what].title}
                value={value ?? ''}
                options={kSeen[what].values}
                onChange={(next) => void sender.send('observed', { what, value: next })}
              />
              {atNs !== null && (
                <>
                  <span class="mono soft">{formatOffset(atNs)}</span>
                  <Button
                    kind="quiet"
                    onClick={() => void sender.send('observed', { what, value: 'unseen' })}
                  >
                    Take back
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface QuestionsProps {
  title: string;
  kind: EntryKind;
  answers: typeof kFollowup;
  questions: readonly Asked[];
  sender: Sender;
  early: boolean; // nothing to mark yet
}

function Questions({ title, kind, answers, questions, sender, early }: QuestionsProps) {
  if (questions.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="questions">
        {questions.map((question) => (
          <li key={question.id}>
            <p>“{question.ask}”</p>
            <p class="small soft">good: {question.good}</p>
            {!early && (
              <div class="row">
                <Choice
                  label={`How they answered: ${question.ask}`}
                  value={question.answered ?? ''}
                  options={answers}
                  onChange={(answered) => void sender.send(kind, { id: question.id, answered })}
                />
                {question.atNs !== null && (
                  <span class="mono soft">{formatOffset(question.atNs)}</span>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface LineProps {
  box: string; // found by the keys that put the cursor here
  label: string;
  placeholder: string;
  button: string;
  disabled?: boolean;
  onSend: (text: string) => Promise<boolean>;
}

// Enter sends and leaves, Escape leaves: the next key is the page's again, and no shortcut ends up in
// what the candidate reads. The text stays until it is on disk.
function Line({ box, label, placeholder, button, disabled = false, onSend }: LineProps) {
  const [text, setText] = useState('');
  async function send(): Promise<void> {
    const trimmed = text.trim();
    if (trimmed && (await onSend(trimmed))) setText('');
  }
  return (
    <form
      class="line-box"
      onSubmit={(event) => {
        event.preventDefault();
        event.currentTarget.querySelector('input')?.blur();
        void send();
      }}
    >
      <input
        class="input"
        data-box={box}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        disabled={disabled}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button type="submit" disabled={disabled || text.trim() === ''}>
        {button}
      </Button>
    </form>
  );
}
