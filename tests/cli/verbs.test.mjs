// The verbs as a person or a pipe uses them: what they print, and the four exit statuses.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { source, startServer, temporaryFolder, threeam } from '../support/threeam.mjs';

const folder = temporaryFolder();
const scenario = join(source, 'scenarios', 'ledger-minor-units');
const minute = 60e9;

function play(name, out = `${name}.jsonl`, ...more) {
  const path = join(folder, out);
  const ran = threeam('play', scenario, '--script', join(scenario, 'plays', `${name}.yaml`), '--out', path, ...more);
  assert.equal(ran.status, 0, ran.stderr);
  return path;
}

const good = play('good');
const lines = readFileSync(good, 'utf8').trimEnd().split('\n');

function variant(name, edit) {
  const path = join(folder, name);
  writeFileSync(path, edit([...lines]).join('\n') + '\n');
  return path;
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

// Makes every line follow from the one before again, as a forger would.
function rechained(edited) {
  let prev = sha256(edited[0]);
  return edited.map((line, index) => {
    if (index === 0) return line;
    const open = line.replace(/"hash":"[0-9a-f]{64}",/, '').replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`);
    prev = sha256(prev + open);
    return open.replace('"kind":', `"hash":"${prev}","kind":`);
  });
}

const asJson = (ran) => {
  assert.equal(ran.status, 0, ran.stderr);
  return JSON.parse(ran.stdout);
};

test('play: the same arguments make the same bytes, another seed others', () => {
  assert.deepEqual(readFileSync(play('good', 'again.jsonl')), readFileSync(good));
  assert.notDeepEqual(readFileSync(play('good', 'seed.jsonl', '--seed', '2')), readFileSync(good));
});

test('verify: a journal as it was written holds', () => {
  const ran = threeam('verify', good);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, new RegExp(`chain: ${lines.length - 1} entries`));
  assert.match(ran.stdout, /world: \d+ state hashes recomputed, equal/);
  assert.match(ran.stdout, /looks: \d+ shown again, the same bytes/);
});

test('verify: a changed entry breaks the chain, by line', () => {
  const at = lines.findIndex((line) => line.includes('"kind":"say"'));
  const path = variant('changed.jsonl', (all) => {
    all[at] = all[at].replace(/"time_ns":(\d+)/, (_, time) => `"time_ns":${Number(time) + 1}`);
    return all;
  });
  const ran = threeam('verify', path);
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, new RegExp(`^${path}:${at + 1}:1: .*chain broken`));
});

test('verify: a missing entry breaks the chain, by line', () => {
  const ran = threeam('verify', variant('missing.jsonl', (all) => (all.splice(9, 1), all)));
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /missing\.jsonl:10:1: .*chain broken/);
});

test('verify: a forged state hash diverges, by minute', () => {
  const at = lines.findIndex((line) => line.includes('"kind":"state"') && line.includes(`"time_ns":${3 * minute}`));
  const path = variant('forged.jsonl', (all) => {
    all[at] = all[at].replace(/"payload":\{"hash":"[0-9a-f]{16}"\}/, '"payload":{"hash":"0123456789abcdef"}');
    return rechained(all);
  });
  const ran = threeam('verify', path);
  assert.equal(ran.status, 1, ran.stdout + ran.stderr);
  assert.match(ran.stderr, /forged\.jsonl.*diverged: .*\+?0?3:00/);
});

test('verify: a forged look is not what was shown', () => {
  const at = lines.findIndex((line) => line.includes('"kind":"look"'));
  const path = variant('look.jsonl', (all) => {
    all[at] = all[at].replace(/"digest":"[0-9a-f]{64}"/, `"digest":"${'0'.repeat(64)}"`);
    return rechained(all);
  });
  const ran = threeam('verify', path);
  assert.equal(ran.status, 1, ran.stdout + ran.stderr);
  assert.match(ran.stderr, /diverged: entry \d+ at \S+ showed something else/);
});

test('verify: a file that was cut off is unreadable, by line', () => {
  const path = join(folder, 'cut.jsonl');
  writeFileSync(path, lines.join('\n').slice(0, -40));
  const ran = threeam('verify', path);
  assert.equal(ran.status, 3);
  assert.match(ran.stderr, new RegExp(`^${path}:${lines.length}:`));
});

test('verify: another engine version is refused by name', () => {
  const path = variant('engine.jsonl', (all) => {
    all[0] = all[0].replace(/"engine_version":"[^"]*"/, '"engine_version":"0-of-another-day"');
    return rechained(all);
  });
  const ran = threeam('verify', path);
  assert.equal(ran.status, 3, ran.stdout);
  assert.match(ran.stderr, /incompatible: .*0-of-another-day/);
});

// Forks make a score; the candidate who did nothing has the fewest.
const idle = play('idle');
const page = join(folder, 'card.html');
const scored = threeam('score', idle, '--json', '--html', page);

test('score: process and outcome apart, every point with its entries', () => {
  const card = asJson(scored);
  for (const part of [card.process, card.outcome]) {
    assert.ok(part.score >= 0 && part.score <= 1);
  }
  assert.ok(Object.values(card.outcome.harm).every((row) => row.unit && Number.isFinite(row.amount)));
  assert.ok(card.findings.length > 0);
  for (const finding of card.findings) {
    assert.ok(finding.criterion && finding.points <= finding.of && Array.isArray(finding.entries));
  }
});

test('score: the page stands alone', () => {
  const text = readFileSync(page, 'utf8');
  assert.match(text, /^<!doctype html>/i);
  assert.doesNotMatch(text, /<script[^>]+src=|<link[^>]+href=["']?https?:/i);
});

test('verify: a scorecard is equal, or differs by field', () => {
  const path = join(folder, 'card.json');
  writeFileSync(path, scored.stdout);
  const equal = threeam('verify', idle, '--score', path);
  assert.equal(equal.status, 0, equal.stderr);
  assert.match(equal.stdout, /score: equal/);
  const other = asJson(scored);
  other.process.score += 0.01;
  writeFileSync(path, JSON.stringify(other));
  const differs = threeam('verify', idle, '--score', path);
  assert.equal(differs.status, 1);
  assert.match(differs.stderr, /diverged: \S*process\/score differs/);
});

test('replay: the world as it was, and what was known by then', () => {
  const state = asJson(threeam('replay', good, '--at', '2m', '--json'));
  assert.equal(state.time_ns, 2 * minute);
  assert.ok(state.versions.some((row) => row.component === 'ledger' && row.version === '4.2.0'));
  assert.equal(typeof state.flags['ledger.integer_amounts'], 'boolean');
  assert.ok(state.alerts.some((row) => row.alert === 'capture-errors' && row.firing));
  assert.ok(state.metrics.some((row) => row.metric === 'latency_p99' && row.value > 0));
  assert.ok(state.seen.length > 0 && state.seen.every((row) => row.time_ns <= state.time_ns));
  const before = asJson(threeam('replay', good, '--at', '-20m', '--json'));
  assert.ok(before.versions.every((row) => row.version !== '4.2.0'));
  assert.deepEqual(before.seen, []);
  assert.match(threeam('replay', good, '--at', '+02:00').stdout, /latency_p99/);
});

test('replay: a moment that is none, or outside, is usage', () => {
  for (const at of ['noon', '3h', '-3h', '6:99']) {
    const ran = threeam('replay', good, '--at', at);
    assert.equal(ran.status, 2, `${at}: ${ran.stderr}`);
    assert.match(ran.stderr, /^threeam: usage: /);
  }
});

test('fork: rolling back wrong rows is worse than what the good candidate did', () => {
  const fork = asJson(threeam('fork', good, '--at', '2m', '--do', 'rollback-ledger', '--seeds', '3', '--json'));
  assert.equal(fork.seeds, 3);
  assert.deepEqual(fork.actions, [{ action: 'rollback-ledger', after_ns: 0 }]);
  assert.ok(fork.difference.harm_units.low > 0, JSON.stringify(fork.difference.harm_units));
  assert.ok(fork.as_it_was.recovered.mean > fork.course.recovered.mean);
  for (const side of [fork.as_it_was, fork.course]) {
    assert.ok(side.harm_units.low <= side.harm_units.mean && side.harm_units.mean <= side.harm_units.high);
  }
});

test('fork: the same acts at the same times make no difference', () => {
  const acts = lines.slice(1).map((line) => JSON.parse(line)).filter((entry) => entry.kind === 'do');
  const at = Math.floor(acts[0].time_ns / 1e9);
  const same = acts.flatMap((act) => ['--do', `${act.payload.action}@${act.time_ns - at * 1e9}ns`]);
  const fork = asJson(threeam('fork', good, '--at', `${at}s`, ...same, '--json'));
  assert.deepEqual(fork.course, fork.as_it_was);
  assert.equal(fork.difference.harm_units.mean, 0);
});

test('fork: an act that is unknown is usage; one that cannot start does not hold', () => {
  const unknown = threeam('fork', good, '--at', '2m', '--do', 'pray');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no action "pray"; there are: .*rollback-ledger/);
  assert.equal(threeam('fork', good, '--at', '2m', '--do', 'rollback-ledger@soon').status, 2);
  const impossible = threeam('fork', good, '--at', '2m', '--do', 'unfreeze-captures');
  assert.equal(impossible.status, 1, impossible.stdout);
  assert.match(impossible.stderr, /unfreeze-captures: rejected: /);
});

test('lint: the scenarios hold', () => {
  const ran = threeam('lint', scenario, join(source, 'scenarios', 'broken-download-links'));
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout, 'ledger-minor-units: holds\nbroken-download-links: holds\n');
});

test('lint: all that is wrong at once, with its place', () => {
  const broken = join(folder, 'ledger-minor-units');
  cpSync(scenario, broken, { recursive: true });
  const file = join(broken, 'scenario.yaml');
  writeFileSync(file, readFileSync(file, 'utf8')
    .replace('past: 45m', 'past: 45 bananas')
    .replace('flag: {name: payouts.banner, on: true}', 'flag: {name: payouts.baner, on: true}')
    .replace('regions: [eu-west, us-east]\n', 'regions: [eu-west, us-east]\nspeed: 3\n'));
  const ran = threeam('lint', broken);
  assert.equal(ran.status, 1);
  const found = ran.stderr.trimEnd().split('\n');
  assert.ok(found.length >= 3, ran.stderr);
  for (const line of found) assert.match(line, /^\S+scenario\.yaml:\d+:\d+: [a-z-]+: \S/);
});

test('lint: a play that names nothing of the scenario does not hold', () => {
  const broken = join(folder, 'plays', 'ledger-minor-units');
  cpSync(scenario, broken, { recursive: true });
  const file = join(broken, 'plays', 'good.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('do: stop-rollout-ledger', 'do: stop-the-world'));
  const ran = threeam('lint', broken);
  assert.equal(ran.status, 1, ran.stdout);
  assert.match(ran.stderr, /good\.yaml:\d+:\d+: .*stop-the-world/);
});

test('unreadable input is 3, and says what', () => {
  for (const args of [['verify', '/nowhere.jsonl'], ['score', folder], ['replay', '/nowhere.jsonl'],
    ['lint', folder], ['play', 'no-such', '--script', '/nowhere.yaml', '--out', join(folder, 'x.jsonl')],
    ['play', scenario, '--script', '/nowhere.yaml', '--out', join(folder, 'x.jsonl')],
    ['play', scenario, '--script', join(scenario, 'plays', 'idle.yaml'), '--out', '/nowhere/x.jsonl']]) {
    const ran = threeam(...args);
    assert.equal(ran.status, 3, `${args.join(' ')}: ${ran.stderr}`);
    assert.notEqual(ran.stderr, '');
  }
  assert.ok(!existsSync(join(folder, 'x.jsonl')));
});

test('a command line that cannot be followed is 2; help is 0', () => {
  for (const args of [[], ['dance'], ['fork', good], ['fork', good, '--at', '2m', '--seeds', '0'],
    ['verify'], ['lint'], ['serve', '--tls-cert', 'a.pem'], ['serve', '--listen', 'nonsense', '--data', folder],
    ['serve', '--listen', '0.0.0.0:0', '--data', folder]]) {
    const ran = threeam(...args);
    assert.equal(ran.status, 2, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`);
    assert.match(ran.stderr, /^threeam: usage: /);
  }
  for (const verb of ['serve', 'round', 'play', 'replay', 'fork', 'score', 'verify', 'lint', 'schema']) {
    assert.equal(threeam(verb, '--help').status, 0, verb);
  }
});

test('schema: a JSON Schema', () => {
  const schema = asJson(threeam('schema'));
  assert.match(schema.$schema, /2020-12/);
  assert.ok(schema.properties.timeline);
});

test('round: links from a running server; without one, unreadable', async () => {
  const data = join(folder, 'data');
  const nobody = threeam('round', 'ledger-minor-units', '--data', data);
  assert.equal(nobody.status, 3);
  const server = await startServer(data);
  try {
    const round = asJson(threeam('round', 'ledger-minor-units', '--data', data, '--seed', '7', '--json'));
    assert.ok(round.id);
    for (const role of ['candidate', 'interviewer', 'reviewer', 'metrics']) {
      assert.ok(round[role].startsWith(server.address), round[role]);
    }
    const page = await fetch(round.candidate);
    assert.equal(page.status, 200);
    const unknown = threeam('round', 'no-such-incident', '--data', data);
    assert.equal(unknown.status, 3);
    assert.match(unknown.stderr, /no-such-incident|scenario/);
  } finally {
    assert.equal(await server.stop(), 0);
  }
  const gone = threeam('round', 'ledger-minor-units', '--data', data);
  assert.equal(gone.status, 3);
});
