// Where on the page one is: "#metrics?by=region". It lives in the address, so that a link, a reload
// and the back button keep it.
import { signal } from '@preact/signals';

export interface Place {
  view: string;
  params: URLSearchParams;
}

export function parsePlace(hash: string, fallback: string): Place {
  const text = hash.replace(/^#/, '');
  const mark = text.indexOf('?');
  const view = mark < 0 ? text : text.slice(0, mark);
  return {
    view: view || fallback,
    params: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)),
  };
}

export function formatPlace(
  view: string,
  params: URLSearchParams | Record<string, string>,
): string {
  const query = new URLSearchParams(params).toString();
  return query ? `#${view}?${query}` : `#${view}`;
}

// Where a view was left: the metric, the range, the search. By view, of this visit to the page.
const left = new Map<string, string>();

function remember(): void {
  left.set(place.peek().view, place.peek().params.toString());
}

// What a look costs nobody to ask again. A trace or a diff that was open is not opened by a key.
const kResumed: readonly string[] = ['metrics', 'logs'];

// To a view as it was left; one that was not there, or is no question, from its beginning.
export function resume(view: string): void {
  remember();
  go(view, new URLSearchParams(kResumed.includes(view) ? (left.get(view) ?? '') : ''));
}

const kHome = 'overview';
export const place = signal<Place>(
  parsePlace(typeof location === 'undefined' ? '' : location.hash, kHome),
);

export function startPlace(): () => void {
  const read = () => {
    place.value = parsePlace(location.hash, kHome);
  };
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}

// `replace`: the same place seen otherwise; it leaves no step in the history.
export function go(
  view: string,
  params: URLSearchParams | Record<string, string> = {},
  replace = false,
): void {
  remember();
  const hash = formatPlace(view, params);
  if (replace) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  place.value = parsePlace(hash, kHome);
}
