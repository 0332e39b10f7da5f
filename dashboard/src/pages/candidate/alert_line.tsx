// One sentence: what hurts, how much, since when.
import { alertWords, formatClock, formatOffset, formatValue } from '../../base/format';
import type { Desk } from '../../state/desk';
import { exploreToParams } from '../../state/explore';
import { acknowledgedAt } from '../../state/notebook';
import { go } from '../../state/place';
import { Button } from '../../widgets/button';
import type { AlertState } from '../../wire/types';

const kPaged = 0; // the page is where a round's time begins

export function AlertLine({ desk }: { desk: Desk }) {
  const { round } = desk;
  const { page } = round.scenario;
  const firing = round.alerts.value.filter((alert) => alert.firing);
  const main = firing.find((alert) => alert.alert === page.alert) ?? firing[0];
  const others = firing.filter((alert) => alert !== main);
  return (
    <section class={`alert-line ${main ? 'firing' : ''}`} aria-label="Alert">
      <div class="alert-words" role="status">
        {main ? <Sentence desk={desk} alert={main} /> : <Quiet desk={desk} />}
        {others.map((alert) => (
          <span key={`${alert.alert} ${alert.series}`} class="alert-other">
            <Sentence desk={desk} alert={alert} short />
          </span>
        ))}
      </div>
      <Acknowledge desk={desk} />
    </section>
  );
}

function unitOf(desk: Desk, alert: AlertState): string {
  const metric = desk.round.scenario.alerts.find((rule) => rule.id === alert.alert)?.metric;
  return desk.round.opening.metrics_catalogue.find((info) => info.name === metric)?.unit ?? '';
}

function Sentence({ desk, alert, short }: { desk: Desk; alert: AlertState; short?: boolean }) {
  const clock = formatClock(alert.since_ns, desk.round.opening.page_clock_s);
  return (
    <>
      <button type="button" class="alert-name" onClick={() => openAlert(desk, alert)}>
        {alert.title}
      </button>
      {!short && <span class="alert-text">{alertWords(alert.text)}.</span>}{' '}
      <span class="alert-now">
        {alert.series && `${alert.series} `}
        <b>{alert.value === null ? 'no data' : formatValue(alert.value, unitOf(desk, alert))}</b>
        {' since '}
        <time title={clock}>{formatOffset(alert.since_ns)}</time>
        {alert.silenced && <span class="soft">, silenced</span>}
        <Acknowledged desk={desk} since={alert.since_ns} />
      </span>
    </>
  );
}

function Quiet({ desk }: { desk: Desk }) {
  const first = desk.round.link.value === 'connecting';
  return (
    <span>
      {!first && <span class="soft">No alert is firing. You were paged for: </span>}
      {alertWords(desk.round.scenario.page.text)}
      <Acknowledged desk={desk} since={kPaged} />
    </span>
  );
}

function Acknowledged({ desk, since }: { desk: Desk; since: number }) {
  const at = acknowledgedAt(desk.notebook.value, since);
  return at !== null && <span class="soft">, acknowledged {formatOffset(at)}</span>;
}

// The page, or an alert that fires, of which nobody has said yet that they have seen it. A page is
// to be answered although its alert may have ended by then.
function unanswered(desk: Desk): boolean {
  const firing = desk.round.alerts.value.filter((alert) => alert.firing);
  return [kPaged, ...firing.map((alert) => alert.since_ns)].some(
    (since) => acknowledgedAt(desk.notebook.value, since) === null,
  );
}

// One press is for all that fire: the page is one page.
function Acknowledge({ desk }: { desk: Desk }) {
  if (!unanswered(desk) || desk.round.state.value === 'finished') return null;
  return (
    <Button keys="a" onClick={() => void acknowledge(desk)} disabled={!canSpeak(desk)}>
      Acknowledge
    </Button>
  );
}

export function canSpeak(desk: Desk): boolean {
  const state = desk.round.state.value;
  return state === 'running' || state === 'paused';
}

export async function acknowledge(desk: Desk): Promise<void> {
  if (!unanswered(desk)) return;
  const said = await desk.round.add('say', { what: 'acknowledge' });
  if (!said.ok) desk.notice.value = said.error.message;
}

// The chart of the alert's own rule.
function openAlert(desk: Desk, alert: AlertState): void {
  const rule = desk.round.scenario.alerts.find((one) => one.id === alert.alert);
  if (!rule?.metric) return;
  const params = exploreToParams({
    metrics: [rule.metric],
    selected: rule.metric,
    where: rule.where,
    by: rule.by ? [rule.by] : [],
    range: { last_s: 3600 },
    compare_s: 0,
  });
  go('metrics', params);
}
