// The values that a filter offers: what the scenario names, and what was seen in an answer.
import type { Desk } from '../../state/desk';
import type { QueryResult } from '../../wire/types';

const kCodes = ['200', '302', '404', '429', '500', '503', '504'];

function named(desk: Desk, label: string): readonly string[] {
  const { scenario } = desk.round;
  switch (label) {
    case 'region':
      return scenario.regions;
    case 'component':
      return scenario.components.map((one) => one.name);
    case 'route':
      return scenario.routes.map((one) => one.route);
    case 'queue':
      return scenario.queues.map((one) => one.name);
    case 'dataset':
      return scenario.datasets.map((one) => one.name);
    case 'format':
      return scenario.datasets.flatMap((one) => one.formats.map((format) => format.name));
    case 'pool':
      return scenario.components.flatMap((one) => one.pools.map((pool) => pool.name));
    case 'outcome':
      return ['ok', 'failed'];
    case 'code':
      return kCodes;
    default:
      return [];
  }
}

export function labelValues(desk: Desk, label: string): string[] {
  return [...new Set([...named(desk, label), ...(desk.seenValues.value.get(label) ?? [])])];
}

export function learnValues(desk: Desk, result: QueryResult): void {
  const seen = desk.seenValues.peek();
  const fresh = result.series.flatMap((series) =>
    Object.entries(series.labels).filter(([label, value]) => !seen.get(label)?.has(value)),
  );
  if (fresh.length === 0) return;
  const next = new Map(seen);
  for (const [label, value] of fresh) next.set(label, new Set([...(next.get(label) ?? []), value]));
  desk.seenValues.value = next;
}
