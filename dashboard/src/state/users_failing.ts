// What users meet: the share of their requests that fails, over the routes that face them and
// weighted by how often each is asked for. Routes between services are no users'. Pure.
import type { QueryResult, RouteView } from '../wire/types';

export interface UsersFailing {
  times_ns: readonly number[];
  values: (number | null)[]; // null: nobody asked, or it is not known
}

// `shares` is client_failure_ratio and `rates` client_request_rate, both by route, over one range.
export function usersFailing(
  shares: QueryResult,
  rates: QueryResult,
  routes: readonly Pick<RouteView, 'route' | 'user_facing'>[],
): UsersFailing {
  const facing = new Set(routes.filter((one) => one.user_facing).map(({ route }) => route));
  const shareOf = new Map(shares.series.map((one) => [one.labels['route'] ?? '', one.values]));
  const asked = rates.series.filter(({ labels }) => facing.has(labels['route'] ?? ''));
  const values = shares.times_ns.map((_, at) => {
    let all = 0;
    let failed = 0;
    for (const { labels, values: rate } of asked) {
      const requests = rate[at] ?? 0;
      const share = shareOf.get(labels['route'] ?? '')?.[at] ?? null;
      if (share === null) continue;
      all += requests;
      failed += requests * share;
    }
    return all > 0 ? failed / all : null;
  });
  return { times_ns: shares.times_ns, values };
}
