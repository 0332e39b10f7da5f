// From an entry of the story back to where it was: the view with the same filters and range.
import { kSecond } from '../../base/format';
import type { Desk } from '../../state/desk';
import { exploreToParams } from '../../state/explore';
import { go } from '../../state/place';
import type { Entry, Payload } from '../../wire/types';
import { decode, query as queryShape } from '../../wire/decode';

const kFixed: Record<string, string> = {
  overview: 'overview',
  changes: 'changes',
  topology: 'map',
  flags: 'flags',
  ask: 'people',
};

function pick(payload: Payload, fields: readonly string[]): Record<string, string> {
  const found = fields.flatMap((field) => {
    const value = payload[field];
    return typeof value === 'string' && value !== '' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(found);
}

function span(payload: Payload): Record<string, string> {
  const from = payload['from_ns'];
  const to = payload['to_ns'];
  if (typeof from !== 'number' || typeof to !== 'number') return {};
  return { from: String(from / kSecond), to: String(to / kSecond) };
}

function panelPlace(payload: Payload): void {
  const query = decode(queryShape, payload['query']);
  if (!query.ok) return;
  const { metric, where, by, from_ns, to_ns, offset_ns } = query.value;
  const params = exploreToParams({
    metrics: [metric],
    selected: metric,
    where,
    by,
    range: { from_s: from_ns / kSecond, to_s: to_ns / kSecond },
    compare_s: (offset_ns ?? 0) / kSecond,
  });
  go('metrics', params);
}

export function placeOf(desk: Desk, entry: Entry): void {
  const { kind, payload } = entry;
  if (kind === 'say') {
    if (payload['what'] === 'hypothesis') desk.form.value = `hypothesis ${String(payload['id'])}`;
    else if (payload['what'] === 'estimate') desk.form.value = 'estimate';
    return;
  }
  if (kind !== 'look') return;
  const what = String(payload['what']);
  const fixed = kFixed[what];
  if (fixed) go(fixed);
  else if (what === 'panel') panelPlace(payload);
  else if (what === 'logs') {
    go('logs', { ...pick(payload, ['search', 'level', 'component', 'region']), ...span(payload) });
  } else if (what === 'traces') {
    go('traces', { ...pick(payload, ['which', 'component', 'route', 'region']), ...span(payload) });
  } else if (what === 'trace') go('traces', pick(payload, ['request']));
  else if (what === 'diff') go('changes', pick(payload, ['change']));
  else if (what === 'runbook') go('runbooks', pick(payload, ['runbook']));
  else if (what === 'data_check') go('data', pick(payload, ['dataset']));
}
