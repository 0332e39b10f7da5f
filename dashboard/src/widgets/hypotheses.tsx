// What the candidate thinks, with how sure they are, beside what is true. Never on their own page.
import { formatRatio } from '../base/format';
import { notebookOf, type Hypothesis } from '../state/notebook';
import type { TruthView } from '../wire/truth';
import type { Entry } from '../wire/types';
import { Clamped } from './clamped';
import './hypotheses.css';

// How near a hypothesis is to the cause: the scenario lists what counts as right and as near.
export function nearness(
  { component, mechanism }: Pick<Hypothesis, 'component' | 'mechanism'>,
  cause: TruthView['truth']['cause'],
): 'right' | 'near' | 'off' {
  const among = (causes: TruthView['truth']['cause']['accept']) =>
    causes.some((one) => one.component === component && one.mechanism === mechanism);
  if (among(cause.accept)) return 'right';
  return among(cause.near) ? 'near' : 'off';
}

export function Hypotheses({ entries, truth }: { entries: readonly Entry[]; truth: TruthView }) {
  const { hypotheses } = notebookOf(entries);
  if (hypotheses.length === 0) {
    return <p class="soft section-text">No hypothesis yet.</p>;
  }
  return (
    <ul class="hypotheses">
      {hypotheses.map((one) => (
        <HypothesisRow key={one.id} one={one} near={nearness(one, truth.truth.cause)} />
      ))}
    </ul>
  );
}

// Only the two lists are judged, as the score does; a right word beside a wrong choice is for whoever
// reads it.
const kNear = {
  right: { tag: 'good-tag', title: 'As chosen from the lists: a cause that counts as right' },
  near: { tag: 'warn-tag', title: 'As chosen from the lists: near the cause, for half' },
  off: { tag: '', title: 'As chosen from the lists: not the cause, nor near it. Read the words' },
} as const;

function HypothesisRow({ one, near }: { one: Hypothesis; near: 'right' | 'near' | 'off' }) {
  const out = one.state === 'refuted';
  return (
    <li class={out ? 'hypothesis out' : 'hypothesis'}>
      <span class="hypothesis-id">{one.id}</span>
      <span class="grow">
        <span class="hypothesis-text">
          {[one.component, one.mechanism.replaceAll('_', ' ')].filter(Boolean).join(' · ')}
        </span>
        {one.text && <Clamped class="soft hypothesis-if" text={one.text} />}
        {one.refuted_by && (
          <Clamped class="soft small hypothesis-if" text={`refuted if ${one.refuted_by}`} />
        )}
      </span>
      <span class={`tag ${kNear[near].tag}`} title={kNear[near].title}>
        {out ? 'struck out' : near}
      </span>
      <span class="number hypothesis-sure">{out ? '' : formatRatio(one.confidence)}</span>
    </li>
  );
}
