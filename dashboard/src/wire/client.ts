// Calls the server. Every answer is decoded; a failure is a Result, never an exception.
import { bad, type Result } from '../base/result';
import { decode, entry, opening, queryResult, roundLinks, rounds, scenarios } from './decode';
import { coveredCard, options, scorecard, world } from './decode_review';
import { shownBy } from './decode_shown';
import { type Decoder, flag, nullable, number, or, shape, text } from './decoder';
import { type Agreement, agreement, type RoundRatings, roundRatings } from './ratings';
import type * as wire from './types';

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

const errorShape = shape<{ error: { code: string; message: string; where: string | null } }>({
  error: shape<{ code: string; message: string; where: string | null }>({
    code: text,
    message: text,
    where: nullable(text),
  }),
});

async function call(fetcher: Fetch, path: string, init: RequestInit): Promise<Result<Response>> {
  let response: Response;
  try {
    response = await fetcher(path, init);
  } catch {
    return bad('unreachable', 'The server cannot be reached.');
  }
  if (response.ok) return { ok: true, value: response };
  const said = decode(errorShape, await response.json().catch(() => null));
  if (!said.ok) return bad('failed', `The server answered ${response.status}.`);
  const { code, message, where } = said.value.error;
  return bad(code, message, where ?? undefined);
}

async function callJson<T>(
  fetcher: Fetch,
  path: string,
  init: RequestInit,
  decoder: Decoder<T>,
): Promise<Result<T>> {
  const response = await call(fetcher, path, init);
  if (!response.ok) return response;
  let body: unknown;
  try {
    body = await response.value.json();
  } catch {
    return bad('malformed', 'The answer is not JSON.');
  }
  return decode(decoder, body);
}

function post(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

export interface Looked<W extends keyof wire.ShownBy> {
  entry: wire.Entry;
  shown: wire.ShownBy[W];
}

export type Scored =
  | { card: wire.Scorecard }
  | { covered: wire.CoveredCard }
  | { progress: number }; // 0..1

// A round, by one of its three keys.
export class RoundClient {
  // Who asks, of the several who rate by one link; empty: whoever holds it. What came of the round
  // is answered once this rater has locked.
  rater = '';

  private readonly root: string;

  constructor(
    readonly key: string,
    private readonly fetcher: Fetch = (path, init) => fetch(path, init),
  ) {
    this.root = `/api/round/${key}`;
  }

  opening(): Promise<Result<wire.Opening>> {
    return callJson(this.fetcher, `${this.root}${this.asRater()}`, {}, opening);
  }

  add(kind: wire.EntryKind, payload: wire.Payload): Promise<Result<wire.Entry>> {
    const answer = shape<{ entry: wire.Entry }>({ entry });
    return unwrap(
      callJson(this.fetcher, `${this.root}/entries`, post({ kind, payload }), answer),
      (value) => value.entry,
    );
  }

  look<L extends wire.Look>(look: L): Promise<Result<Looked<L['what']>>> {
    const shown = shownBy[look.what] as Decoder<wire.ShownBy[L['what']]>;
    return callJson(
      this.fetcher,
      `${this.root}/look`,
      post(look),
      shape<Looked<L['what']>>({ entry, shown }),
    );
  }

  // The same look at the present time; not journaled.
  lookAgain<W extends keyof wire.ShownBy>(what: W, seq: number): Promise<Result<wire.ShownBy[W]>> {
    return this.shownAt(`look/${seq}`, what);
  }

  // What the candidate saw at that look: interviewer and reviewer.
  shown<W extends keyof wire.ShownBy>(what: W, seq: number): Promise<Result<wire.ShownBy[W]>> {
    return this.shownAt(`shown/${seq}`, what);
  }

  // What had become of that look by a moment that this rater may see: an answer that has come.
  shownBy<W extends keyof wire.ShownBy>(
    what: W,
    seq: number,
    atNs: number,
  ): Promise<Result<wire.ShownBy[W]>> {
    return this.shownAt(`shown/${seq}${this.asRater({ at_ns: String(Math.round(atNs)) })}`, what);
  }

  query(asked: wire.Query): Promise<Result<wire.QueryResult>> {
    return callJson(this.fetcher, `${this.root}/query${this.asRater()}`, post(asked), queryResult);
  }

  world(atNs: number): Promise<Result<wire.WorldShown>> {
    const path = `${this.root}/world${this.asRater({ at_ns: String(Math.round(atNs)) })}`;
    return callJson(this.fetcher, path, {}, world);
  }

  options(): Promise<Result<wire.OptionsShown>> {
    return callJson(this.fetcher, `${this.root}/options${this.asRater()}`, {}, options);
  }

  // The scorecard or what may be seen of it, or how far it has got.
  async score(): Promise<Result<Scored>> {
    const response = await call(this.fetcher, `${this.root}/score${this.asRater()}`, {});
    if (!response.ok) return response;
    const body: unknown = await response.value.json().catch(() => null);
    if (response.value.status === 202)
      return decode(shape<{ progress: number }>({ progress: number }), body);
    const hidden = decode(shape<{ covered: boolean }>({ covered: or(flag, false) }), body);
    if (hidden.ok && hidden.value.covered) {
      const covered = decode(coveredCard, body);
      return covered.ok ? { ok: true, value: { covered: covered.value } } : covered;
    }
    const card = decode(scorecard, body);
    return card.ok ? { ok: true, value: { card: card.value } } : card;
  }

  // As this rater may see them.
  ratings(): Promise<Result<RoundRatings>> {
    return callJson(this.fetcher, `${this.root}/ratings${this.asRater()}`, {}, roundRatings);
  }

  // What may be downloaded.
  address(what: 'journal' | 'score.html' | 'pack'): string {
    return `${this.root}/${what}${this.asRater()}`;
  }

  liveAddress(after: number, base: { protocol: string; host: string } = location): string {
    const scheme = base.protocol === 'https:' ? 'wss:' : 'ws:';
    return `${scheme}//${base.host}${this.root}/live?after=${after}`;
  }

  private asRater(asked: Record<string, string> = {}): string {
    const all = this.rater === '' ? asked : { ...asked, rater: this.rater };
    const text = new URLSearchParams(all).toString();
    return text === '' ? '' : `?${text}`;
  }

  private shownAt<W extends keyof wire.ShownBy>(
    path: string,
    what: W,
  ): Promise<Result<wire.ShownBy[W]>> {
    const shown = shownBy[what] as Decoder<wire.ShownBy[W]>;
    return unwrap(
      callJson(
        this.fetcher,
        `${this.root}/${path}`,
        {},
        shape<{ shown: wire.ShownBy[W] }>({ shown }),
      ),
      (value) => value.shown,
    );
  }
}

async function unwrap<T, U>(
  promise: Promise<Result<T>>,
  take: (value: T) => U,
): Promise<Result<U>> {
  const result = await promise;
  return result.ok ? { ok: true, value: take(result.value) } : result;
}

// The operator's side, by the key that the server made at its first start.
export class OperatorClient {
  constructor(
    private readonly key: string,
    private readonly fetcher: Fetch = (path, init) => fetch(path, init),
  ) {}

  scenarios(): Promise<Result<wire.ScenarioRow[]>> {
    return unwrap(
      callJson(this.fetcher, '/api/scenarios', this.init({}), scenarios),
      (value) => value.scenarios,
    );
  }

  rounds(): Promise<Result<wire.RoundRow[]>> {
    return unwrap(
      callJson(this.fetcher, '/api/rounds', this.init({}), rounds),
      (value) => value.rounds,
    );
  }

  create(asked: wire.NewRound): Promise<Result<wire.RoundLinks>> {
    return callJson(this.fetcher, '/api/rounds', this.init(post(asked)), roundLinks);
  }

  // What the raters of a scenario's finished rounds agree on, or how far the reading has got (0..1).
  async agreement(
    scenario: string,
  ): Promise<Result<{ agreement: Agreement } | { progress: number }>> {
    const path = `/api/agreement?scenario=${encodeURIComponent(scenario)}`;
    const response = await call(this.fetcher, path, this.init({}));
    if (!response.ok) return response;
    const body: unknown = await response.value.json().catch(() => null);
    if (response.value.status === 202)
      return decode(shape<{ progress: number }>({ progress: number }), body);
    return unwrap(Promise.resolve(decode(agreement, body)), (value) => ({ agreement: value }));
  }

  // `partial`: of a journal without its end, the round ends where the journal does.
  importRound(file: Blob, partial = false): Promise<Result<wire.RoundLinks>> {
    const path = `/api/rounds/import${partial ? '?partial=1' : ''}`;
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: file,
    };
    return callJson(this.fetcher, path, this.init(init), roundLinks);
  }

  private init(init: RequestInit): RequestInit {
    return { ...init, headers: { ...init.headers, Authorization: `Bearer ${this.key}` } };
  }
}
