// Keeps everything that a candidate's browser received, and finds words of the truth in it.
import assert from 'node:assert/strict';

// Names that only the truth's side of the interface has.
const fields = ['truth', 'decoy', 'decoys', 'blamed_change', 'suspects', 'gives_away', 'followups', 'restored_when',
  'harm', 'harm_units', 'hidden', 'rubric', 'data_at_risk', 'options', 'scenario_digest', 'scenario_files', 'seed',
  'state_hash', 'course'];

// What every incident asks and the interviewer's page says by itself; it tells nothing of any.
const everywhere = ['And then what breaks?'];

export class Witness {
  received = []; // {from, text}
  pending = [];

  constructor(page) {
    this.page = page;
    page.on('response', (response) => {
      this.pending.push(this.keepResponse(response));
    });
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.keep(`frame of ${path(socket.url())}`, String(payload)));
    });
  }

  keep(from, text) {
    this.received.push({ from, text });
  }

  async keepResponse(response) {
    const from = path(response.url());
    const headers = await response.allHeaders();
    this.keep(`headers of ${from}`, JSON.stringify(headers));
    const body = await response.text().catch(() => ''); // a redirect or an upgrade has none
    this.keep(from, body);
  }

  /** What the page shows right now: document, title, address. */
  async look() {
    this.keep('the document', await this.page.content());
    this.keep('the title', await this.page.title());
    this.keep('the address', this.page.url());
  }

  /** Fails on the first of `secrets`, or a field of the truth, in anything that was received. */
  async testify(secrets) {
    await this.look();
    await Promise.all(this.pending);
    assert.ok(this.received.some(({ from }) => from.startsWith('frame of')), 'no live frame was seen');
    for (const { from, text } of this.received) {
      for (const secret of secrets) {
        const at = text.indexOf(secret);
        assert.ok(at < 0, `"${secret}" reached the candidate in ${from}: ...${text.slice(Math.max(0, at - 80), at + 120)}...`);
      }
      // The pages are one program, so its source names the fields of every role.
      if (/\.(js|css|svg)$/.test(from) || from === 'the document') continue;
      for (const field of fields) {
        assert.ok(!text.includes(`"${field}":`), `field "${field}" reached the candidate in ${from}: ${text.slice(0, 400)}`);
      }
    }
    return this.received.length;
  }
}

function path(url) {
  return new URL(url).pathname;
}

/** Sentences and names that a candidate must not meet, from the interviewer's opening state. */
export function secretsOf({ truth, scenario }) {
  const { id, truth: what, suspects, script, timeline, notes } = truth;
  const sentences = [
    what.summary, ...what.chain, ...suspects.map(({ about }) => about),
    ...script.hints.flatMap((hint) => [hint.text, hint.gives_away]),
    ...[...script.followups, ...script.pushback].flatMap((question) => [question.ask, question.good]),
    ...notes.split('\n').map((line) => line.replace(/^[-#*\d. ]+/, '').trim()),
  ];
  const names = [id, ...suspects.map((suspect) => suspect.id), ...timeline.filter((event) => event.hidden).map((event) => event.id)];
  const open = JSON.stringify(scenario);
  const long = sentences.filter((text) => text.length >= 20 && !everywhere.includes(text) && !open.includes(JSON.stringify(text).slice(1, -1)));
  // As JSON spells them and as a document does.
  return [...new Set([...names, ...long, ...long.map((text) => JSON.stringify(text).slice(1, -1))])];
}
