// What is kept of a round and for how long, with the real binary: packs, whether they hold, purging,
// and scores for who analyses them. Everything from two rounds of the smallest scenario.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { rechained, sha256 } from '../support/journal.mjs';
import { source, startServer, temporaryFolder, threeam } from '../support/threeam.mjs';

const folder = temporaryFolder();
const scenario = join(source, 'scenarios', '_skeleton');
const path = (name) => join(folder, name);

async function holds(...args) {
  const ran = await threeam(...args);
  assert.equal(ran.status, 0, `${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

async function packed(name) {
  await holds('play', scenario, '--script', join(scenario, 'plays', `${name}.yaml`), '--out', path(`${name}.jsonl`));
  await holds('pack', path(`${name}.jsonl`), '--out', path(`${name}.pack.json`),
    '--retention', 'eu', '--delete-after', '2031-04-30');
  return path(`${name}.pack.json`);
}

const [good, idle] = await Promise.all([packed('good'), packed('idle')]);
const text = readFileSync(good, 'utf8').trimEnd();
const pack = JSON.parse(text);
const lines = readFileSync(path('good.jsonl'), 'utf8').trimEnd().split('\n');

// The pack with other text in it, and a digest that fits.
function forged(name, edit) {
  const digest = (all) => sha256(all.replace(/"digest":"[0-9a-f]{64}",/, ''));
  assert.equal(digest(text), pack.digest, 'the digest is of the canonical text without it');
  const edited = edit(text);
  assert.notEqual(edited, text);
  writeFileSync(path(name), edited.replace(/"digest":"[0-9a-f]{64}"/, `"digest":"${digest(edited)}"`));
  return path(name);
}

// Node 18 has no Array.with.
const withLine = (at, line) => lines.map((one, index) => (index === at ? line : one));
const journalText = (all) => `"journal":{"entries":[${all.slice(1).join(',')}],"header":${all[0]}}`;

test('pack: all that a score rests on, in one file', () => {
  assert.equal(pack.scenario.id, 'skeleton');
  assert.deepEqual(pack.retention, {
    class: 'eu', delete_after: '2031-04-30', delete_after_ms: Date.UTC(2031, 3, 30),
  });
  assert.equal(pack.journal.entries.length, lines.length - 1);
  assert.ok(text.includes(journalText(lines)), 'the journal’s own bytes');
  assert.ok(pack.scorecard.process.score > JSON.parse(readFileSync(idle, 'utf8')).scorecard.process.score);
});

test('pack: only a whole round, and only a known class', async () => {
  writeFileSync(path('stump.jsonl'), lines.slice(0, 12).join('\n') + '\n');
  const [stump, odd] = await Promise.all([
    threeam('pack', path('stump.jsonl'), '--out', path('no.json')),
    threeam('pack', path('good.jsonl'), '--out', path('no.json'), '--retention', 'for-ever')]);
  assert.equal(stump.status, 1, stump.stdout);
  assert.match(stump.stderr, /stump\.jsonl: rejected: no end of the round: only a whole one is packed/);
  assert.equal(odd.status, 2, odd.stdout);
  assert.match(odd.stderr, /^threeam: usage: retention: expected standard, /);
});

test('verify: a pack as it was made is equal', async () => {
  const out = await holds('verify', good);
  assert.match(out, new RegExp(`chain: ${lines.length - 1} entries`));
  assert.match(out, new RegExp(`score and all else: equal; pack ${pack.digest}`));
});

test('verify: a pack with another journal breaks the chain, or the world', async () => {
  const at = lines.findIndex((line) => line.includes('"kind":"say"'));
  const later = withLine(at, lines[at].replace(/"time_ns":(\d+)/, (_, time) => `"time_ns":${Number(time) + 1e9}`));
  const broken = forged('broken.json', (all) => all.replace(journalText(lines), journalText(later)));
  const state = lines.findLastIndex((line) => line.includes('"kind":"state"'));
  const other = withLine(state, lines[state].replace(/"hash":"[0-9a-f]{16}"/, '"hash":"0123456789abcdef"'));
  const diverged = forged('diverged.json', (all) => all.replace(journalText(lines), journalText(rechained(other))));
  const [chain, world] = await Promise.all([threeam('verify', broken), threeam('verify', diverged)]);
  assert.equal(chain.status, 1, chain.stdout);
  assert.match(chain.stderr, new RegExp(`broken\\.json:/journal: .*line ${at + 1}: chain broken`));
  assert.equal(world.status, 1, world.stdout);
  assert.match(world.stderr, /diverged\.json.*: diverged: /);
});

test('verify: a pack with another score differs, by its path', async () => {
  const ran = await threeam('verify', forged('score.json', (all) =>
    all.replace(/("process":\{.*?"score":)[0-9.]+/, '$10.99')));
  assert.equal(ran.status, 1, ran.stdout);
  assert.match(ran.stderr, /score\.json:\/(digest|scorecard\/process\S*score): diverged: differs from what is computed now/);
  const kept = await threeam('verify', forged('kept.json', (all) =>
    all.replace('"delete_after":"2031-04-30"', '"delete_after":"2041-04-30"')));
  assert.equal(kept.status, 1, kept.stdout);
});

test('verify: a pack of another engine version is refused by its name', async () => {
  const other = rechained(withLine(0, lines[0].replace(/"engine_version":"[^"]*"/, '"engine_version":"0-of-another-day"')));
  const ran = await threeam('verify', forged('engine.json', (all) => all.replace(journalText(lines), journalText(other))));
  assert.equal(ran.status, 3, ran.stdout);
  assert.match(ran.stderr, /engine\.json.*incompatible: .*0-of-another-day/);
});

const csv = (name) => readFileSync(path(name), 'utf8').trimEnd().split(/\r?\n/).map((line) => line.split(','));

test('export-scores: a row a round, and how scores fall by category', async () => {
  const rounds = [good, idle].map((one) => JSON.parse(readFileSync(one, 'utf8')).journal.header.round);
  writeFileSync(path('groups.csv'), `round,category\n${rounds[0]},a\n${rounds[1]},b\n`);
  const out = JSON.parse(await holds('export-scores', '--pack', good, idle, '--groups', path('groups.csv'),
    '--out', path('scores.csv'), '--json'));
  const [head, ...rows] = csv('scores.csv');
  assert.deepEqual(rows.map((row) => row[0]), rounds);
  assert.equal(Number(rows[0][head.indexOf('process')]), pack.scorecard.process.score);
  assert.equal(Number(rows[0][head.indexOf('outcome')]), pack.scorecard.outcome.score);
  assert.equal(rows[0][head.indexOf('rating')], '', 'nobody rated');
  const rates = out.impact.process.categories.map((row) => [row.category, row.people, row.scoring_rate, row.below_four_fifths]);
  assert.deepEqual(rates, [['a', 1, 1, false], ['b', 1, 0, true]]);
  assert.doesNotMatch(readFileSync(path('scores.csv'), 'utf8'), /category/);
});

test('export-scores: what cannot be read is named by file and line', async () => {
  writeFileSync(path('twice.csv'), 'r,a\nr,b\n');
  const asks = ['export-scores', '--pack', good, '--out', path('x.csv')];
  const [twice, none, neither] = await Promise.all([
    threeam(...asks, '--groups', path('twice.csv')),
    threeam('export-scores', '--pack', path('good.jsonl'), '--out', path('x.csv')),
    threeam('export-scores', '--out', path('x.csv'))]);
  assert.equal(twice.status, 3);
  assert.match(twice.stderr, /twice\.csv:2:1: .*a second category of round r/);
  assert.equal(none.status, 3);
  assert.match(none.stderr, /good\.jsonl: .*is not an evidence pack/);
  assert.equal(neither.status, 2);
});

// A server's folder with the two rounds, and one of a person who is named and held for a dispute.
async function folderOfRounds(data) {
  const server = await startServer(data);
  try {
    const authorization = `Bearer ${readFileSync(join(data, 'operator.key'), 'utf8').trim()}`;
    for (const name of ['good', 'idle']) {
      const answer = await fetch(`${server.address}/api/rounds/import`,
        { method: 'POST', headers: { authorization }, body: readFileSync(path(`${name}.jsonl`)) });
      assert.equal(answer.status, 201, await answer.text());
    }
    const held = JSON.parse(await holds('round', 'broken-download-links', '--data', data, '--json',
      '--candidate', 'Ada of the hold', '--retention', 'litigation_hold'));
    return { held, links: await (await fetch(`${server.address}/api/rounds`, { headers: { authorization } })).json() };
  } finally {
    assert.equal(await server.stop(), 0);
  }
}

test('purge: what is due is gone from every byte of the folder, what is held stays, a tombstone says so', async () => {
  const data = path('data');
  const { held, links } = await folderOfRounds(data);
  const said = JSON.parse(lines.find((line) => line.includes('"kind":"do"'))).payload.why;
  const bytes = () => readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1')).join('');
  assert.ok(bytes().includes(said), 'before, the candidate’s words are there');

  await holds('export-scores', '--data', data, '--scenario', 'skeleton', '--out', path('data.csv'));
  assert.equal(csv('data.csv').length, 3, 'a head and the two finished rounds');

  assert.match(await holds('purge', '--data', data), /nothing is due/);
  const due = JSON.parse(await holds('purge', '--data', data, '--now', '2099-01-01', '--dry-run', '--json'));
  assert.equal(due.due.length, 2);
  const { deleted } = JSON.parse(await holds('purge', '--data', data, '--now', '2099-01-01', '--json'));
  const last = JSON.parse(lines.at(-1));
  const own = deleted.find((one) => one.round === pack.journal.header.round);
  assert.equal(own.last_hash, last.hash, 'by which a pack elsewhere is known as this round’s');
  assert.equal(own.retention, 'standard');

  const left = bytes();
  assert.ok(!left.includes(said), 'the candidate’s words');
  for (const round of links.rounds.filter((one) => one.id !== held.id)) {
    const secret = new URL(round.candidate).pathname.split('/')[2];
    assert.ok(!left.includes(secret), 'the links');
  }
  assert.ok(left.includes('Ada of the hold'));
  assert.match(await holds('purge', '--data', data, '--now', '2099-01-01'), /nothing is due/);
  const nowhere = await threeam('purge', '--data', path('nowhere'));
  assert.equal(nowhere.status, 3);
  assert.match(nowhere.stderr, /no rounds are kept there/);
});
