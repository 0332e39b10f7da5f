// Left: the truth. What caused it and where each step stands now, what it has cost, and what each
// way out would cost if it were taken now.
import { formatCount, formatDuration, formatOffset, formatRatio } from '../../base/format';
import type { Round } from '../../state/round';
import { courseTitle, harmTitle } from '../../widgets/names';
import { Empty } from '../../widgets/states';
import { DataLedger, HarmClock, Section, Versions } from '../../widgets/world_state';
import type { TruthView } from '../../wire/truth';
import type { Interval, OptionsShown } from '../../wire/types';
import { useFacts, useOptions } from './live_facts';
import { type Options, optionsStand } from './options_stand';
import { type Facts, standing } from './standing';

export function TruthColumn({ round, truth }: { round: Round; truth: TruthView }) {
  const facts = useFacts(round, truth);
  const options = useOptions(round);
  const frame = round.truth.value;
  const began = truth.truth.began_ns;
  return (
    <>
      <Section title="What happened" aside={`since ${formatOffset(began)}`}>
        <p class="section-text">{truth.truth.summary}</p>
        <Chain steps={truth.truth.chain} facts={facts} />
      </Section>
      <Section title="Harm so far">
        {frame ? (
          <HarmClock harm={frame.harm} units={frame.harm_units} datasets={frame.datasets} />
        ) : (
          <p class="soft section-text">Counts from the start of the round.</p>
        )}
      </Section>
      {round.state.value !== 'finished' && <OptionsNow options={options} round={round} />}
      <Changes truth={truth} now={round.now.value} />
      {frame && <DataLedger datasets={frame.datasets} />}
      {frame && (
        <Section title="Versions">
          <Versions versions={frame.versions} />
        </Section>
      )}
    </>
  );
}

export function Chain({ steps, facts }: { steps: readonly string[]; facts: Facts }) {
  return (
    <ol class="chain" aria-label="Causal chain">
      {steps.map((step) => {
        const { state, facts: now } = standing(step, facts);
        return (
          <li key={step} class={`link ${state}`}>
            <span class="link-dot" aria-hidden="true" />
            <div>
              <p>{step}</p>
              {now.length > 0 && (
                <p class="small link-now">
                  <span class="only-read-aloud">
                    {state === 'burning' ? 'Holds now: ' : 'Now: '}
                  </span>
                  {now.join(' · ')}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

// The change that did it, the others that coincide, and the faults that no feed shows.
function Changes({ truth, now }: { truth: TruthView; now: number }) {
  const { decoys, blamed_change } = truth.truth;
  return (
    <Section title="Changes and faults">
      <ul class="truth-changes">
        {truth.timeline.map((event) => (
          <li key={event.id} class={event.at_ns > now ? 'faint' : ''}>
            <span class="mono soft">{formatOffset(event.at_ns)}</span>
            <span>
              <b>{event.id}</b>{' '}
              {event.id === blamed_change && <span class="tag alarm-tag">did it</span>}
              {decoys.includes(event.id) && <span class="tag">decoy</span>}{' '}
              {event.hidden && (
                <span class="tag warn-tag">
                  {decoys.includes(event.id) ? 'in no feed' : 'hidden fault'}
                </span>
              )}
              {event.note && <span class="soft"> {event.note}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OptionsNow({ options, round }: { options: Options; round: Round }) {
  const labels = new Map(round.scenario.actions.map(({ id, label }) => [id, label]));
  const stand = optionsStand(options, round.state.value);
  const computing = options.answer?.computing === true && options.error === null;
  const asOf = [
    stand.kind === 'ready' ? `taken at ${formatOffset(stand.at_ns)}` : '',
    computing
      ? `${stand.kind === 'ready' ? 'a newer answer is computed, ' : 'computing '}${formatRatio(options.answer?.progress ?? 0)}`
      : '',
  ];
  return (
    <Section title="If taken now" aside={asOf.filter(Boolean).join(' · ')}>
      {stand.kind === 'none' ? (
        <>
          <Empty title={stand.title}>{stand.more}</Empty>
          {stand.progress !== null && (
            <p class="section-text">
              <progress value={stand.progress} aria-label="Options, progress" />
            </p>
          )}
        </>
      ) : (
        <>
          {stand.stale && <p class="warn small section-text">Not fresh: {stand.stale}</p>}
          <OptionList options={stand.options} at={stand.at_ns} labels={labels} />
          <p class="soft small section-text">{playedOut(stand.lucks)}</p>
        </>
      )}
    </Section>
  );
}

interface OptionListProps {
  options: OptionsShown['options'];
  at: number;
  labels: ReadonlyMap<string, string>;
}

function OptionList({ options, at, labels }: OptionListProps) {
  const worst = Math.max(1, ...options.map((option) => option.harm_over_lucks.high));
  const least = Math.min(...options.map((option) => option.harm_over_lucks.mean));
  const share = (harm: number) => `${Math.min(100, Math.max(0, (harm / worst) * 100))}%`;
  return (
    <ul class="options">
      {options.map((option) => (
        <li key={option.id}>
          <div class="option-head">
            <b>{courseTitle(option.id)}</b>
            <span class="number">
              <b class={option.harm_over_lucks.mean === least ? 'good' : ''}>
                {formatCount(option.harm_over_lucks.mean)}
              </b>{' '}
              <span class="soft">harm units</span>
            </span>
          </div>
          <span class="bar" aria-hidden="true">
            <i style={{ width: share(option.harm_over_lucks.mean) }} />
            <u
              style={{
                left: share(option.harm_over_lucks.low),
                right: `calc(100% - ${share(option.harm_over_lucks.high)})`,
              }}
            />
          </span>
          <p class="small">
            Recovers {formatRatio(Math.round(option.recovers.mean * 100) / 100)}{' '}
            <span class="soft">({between(option.recovers)})</span>
            {option.restored_ns !== null && (
              <span class="soft">
                {' · '}in {formatDuration(Math.max(0, option.restored_ns - at))} with this luck
              </span>
            )}
          </p>
          <p class="soft small">{kinds(option.harm)}</p>
          {option.actions.length > 0 && (
            <p class="faint small">
              {option.actions.map(({ action }) => labels.get(action) ?? action).join(', then ')}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

// "57 to 100 %"
function between({ low, high }: Interval): string {
  return `${Math.round(low * 100)} to ${formatRatio(Math.round(high * 100) / 100)}`;
}

function playedOut(lucks: number): string {
  return lucks === 1
    ? 'Played out to the end under the round’s own luck so far. In brackets what one run can tell: 95 % intervals.'
    : `Played out to the end under ${lucks} lucks, the round’s own among them: mean harm, the share that recovers, and 95 % intervals. The kinds of harm are of this luck.`;
}

// The three kinds that weigh most by count; the units make them one number above.
function kinds(harm: Record<string, number>): string {
  const parts = Object.entries(harm)
    .filter(([kind, amount]) => kind !== 'user_requests' && amount >= 0.5)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([kind, amount]) => `${formatCount(amount)} ${harmTitle(kind).toLowerCase()}`);
  return parts.join(', ') || 'no harm';
}
