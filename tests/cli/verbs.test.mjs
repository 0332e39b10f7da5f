// The verbs as a person or a pipe uses them: what they print, and the four exit statuses.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { rechained } from '../support/journal.mjs';
import { source, startServer, temporaryFolder, threeam } from '../support/threeam.mjs';

const folder = temporaryFolder();
const scenario = join(source, 'scenarios', 'ledger-minor-units');
const smaller = join(source, 'scenarios', 'broken-download-links');
const minute = 60e9;

async function play(of, name, out, ...more) {
  const path = join(folder, out);
  const ran = await threeam('play', of, '--script', join(of, 'plays', `${name}.yaml`), '--out', path, ...more);
  assert.equal(ran.status, 0, ran.stderr);
  return path;
}

const [good, idle] = await Promise.all([
  play(scenario, 'good', 'good.jsonl'),
  play(smaller, 'idle', 'idle.jsonl'),
]);

// A score is made of many forks: the fewest for one who did nothing in the smaller incident, and
// made while the first tests run.
const page = join(folder, 'card.html');
const scoring = threeam('score', idle, '--json', '--html', page);

const lines = readFileSync(good, 'utf8').trimEnd().split('\n');

function variant(name, edit) {
  const path = join(folder, name);
  writeFileSync(path, edit([...lines]).join('\n') + '\n');
  return path;
}

const asJson = (ran) => {
  assert.equal(ran.status, 0, ran.stderr);
  return JSON.parse(ran.stdout);
};

test('play: the same arguments make the same bytes, another seed others', async () => {
  const [again, other] = await Promise.all([
    play(scenario, 'good', 'again.jsonl'),
    play(scenario, 'good', 'seed.jsonl', '--seed', '2'),
  ]);
  assert.deepEqual(readFileSync(again), readFileSync(good));
  assert.notDeepEqual(readFileSync(other), readFileSync(good));
});

test('specimen: prints what a mechanism shows, and 1 says that a signature does not hold', async () => {
  const file = join(source, 'tests', 'specimens', 'version-skew.yaml');
  const ran = await threeam('specimen', file);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, /^18\. Version skew/);
  assert.match(ran.stdout, /holds most before < 0\.001/);
  const other = await threeam('specimen', file, '--seed', '2');
  assert.equal(other.status, 0, other.stderr);
  assert.notEqual(other.stdout, ran.stdout);

  const wrong = join(folder, 'version-skew.yaml');
  writeFileSync(wrong, readFileSync(file, 'utf8').replace('during ~ 0.167]', 'during > 0.9]'));
  const not = await threeam('specimen', wrong);
  assert.equal(not.status, 1);
  assert.match(not.stdout, /NOT {3}during > 0\.9/);

  const missing = await threeam('specimen', join(folder, 'nothing.yaml'));
  assert.equal(missing.status, 3);
  assert.match(missing.stderr, /nothing\.yaml: .*cannot be read/);
});

test('lint: a specimen is read as strictly as a scenario', async () => {
  const file = join(source, 'tests', 'specimens', 'version-skew.yaml');
  const ran = await threeam('lint', file);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout, 'version-skew: holds\n');
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, readFileSync(file, 'utf8').replace('workers: 16', 'wrokers: 16'));
  const found = await threeam('lint', broken);
  assert.equal(found.status, 1);
  assert.match(found.stderr, /broken\.yaml:\d+:\d+: unknown-key: .*`wrokers`/);
  assert.match(found.stderr, /broken\.yaml:1:11: id: .*expected `broken`/);
});

test('verify: a journal as it was written holds', async () => {
  const ran = await threeam('verify', good);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, new RegExp(`chain: ${lines.length - 1} entries`));
  assert.match(ran.stdout, /world: \d+ state hashes recomputed, equal/);
  assert.match(ran.stdout, /looks: \d+ shown again, the same bytes/);
});

test('verify: a changed entry breaks the chain, by line', async () => {
  const at = lines.findIndex((line) => line.includes('"kind":"say"'));
  const path = variant('changed.jsonl', (all) => {
    all[at] = all[at].replace(/"time_ns":(\d+)/, (_, time) => `"time_ns":${Number(time) + 1}`);
    return all;
  });
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, new RegExp(`^${path}:${at + 1}:1: .*chain broken`));
});

test('verify: a missing entry breaks the chain, by line', async () => {
  const ran = await threeam('verify', variant('missing.jsonl', (all) => (all.splice(9, 1), all)));
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /missing\.jsonl:10:1: .*chain broken/);
});

test('verify: a forged state hash diverges, by minute', async () => {
  const at = lines.findIndex((line) => line.includes('"kind":"state"') && line.includes(`"time_ns":${3 * minute}`));
  const path = variant('forged.jsonl', (all) => {
    all[at] = all[at].replace(/"payload":\{"hash":"[0-9a-f]{16}"\}/, '"payload":{"hash":"0123456789abcdef"}');
    return rechained(all);
  });
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 1, ran.stdout + ran.stderr);
  assert.match(ran.stderr, new RegExp(`^${path}:${at + 1}:1: diverged: at \\+03:00 `));
});

test('verify: a forged look is not what was shown', async () => {
  const at = lines.findIndex((line) => line.includes('"kind":"look"'));
  const path = variant('look.jsonl', (all) => {
    all[at] = all[at].replace(/"digest":"[0-9a-f]{64}"/, `"digest":"${'0'.repeat(64)}"`);
    return rechained(all);
  });
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 1, ran.stdout + ran.stderr);
  assert.match(ran.stderr, /diverged: entry \d+ at \S+ showed something else/);
});

test('verify: a file that was cut off is unreadable, by line', async () => {
  const path = join(folder, 'cut.jsonl');
  writeFileSync(path, lines.join('\n').slice(0, -40));
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 3);
  assert.match(ran.stderr, new RegExp(`^${path}:${lines.length}:`));
});

test('verify: a file that was cut off between two lines is not whole, but for --partial', async () => {
  const upTo = lines.findIndex((line) => line.includes(`"time_ns":${4 * minute}`));
  const path = variant('stump.jsonl', (all) => all.slice(0, upTo));
  const [ran, partial, whole] = await Promise.all([
    threeam('verify', path), threeam('verify', path, '--partial'), threeam('verify', good)]);
  assert.equal(ran.status, 1, ran.stdout);
  assert.match(ran.stderr, new RegExp(`^${path}:${upTo}:1: rejected: the journal is not whole: no end of the round after `));
  assert.equal(partial.status, 0, partial.stderr);
  assert.match(partial.stdout, /end: no end of the round after \S+ .*--partial/);
  assert.match(whole.stdout, /end: the round finished at /);
});

test('verify: broken bytes have their line and column, and are not repeated', async () => {
  const path = join(folder, 'flipped.jsonl');
  const bytes = Buffer.from(lines.join('\n') + '\n');
  const at = bytes.indexOf('"actor"', Buffer.byteLength(lines[0]));
  bytes[at + 2] = 0xff;
  writeFileSync(path, bytes);
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 3);
  const column = at + 2 - Buffer.byteLength(lines[0]);
  assert.match(ran.stderr, new RegExp(`^${path}:2:${column}: .*UTF-8`));
  assert.doesNotMatch(ran.stderr, /[^\n -~]/);
});

test('play: a level that the scenario has not is usage', async () => {
  const ran = await threeam('play', smaller, '--script', join(smaller, 'plays', 'idle.yaml'),
    '--out', join(folder, 'wizard.jsonl'), '--level', 'wizard');
  assert.equal(ran.status, 2);
  assert.match(ran.stderr, /--level wizard is not one of .*: junior/);
  assert.ok(!existsSync(join(folder, 'wizard.jsonl')));
});

test('verify: another engine version is refused by name', async () => {
  const path = variant('engine.jsonl', (all) => {
    all[0] = all[0].replace(/"engine_version":"[^"]*"/, '"engine_version":"0-of-another-day"');
    return rechained(all);
  });
  const ran = await threeam('verify', path);
  assert.equal(ran.status, 3, ran.stdout);
  assert.match(ran.stderr, /incompatible: .*0-of-another-day/);
});


test('score: process and outcome apart, every point with its entries', async () => {
  const card = asJson(await scoring);
  for (const part of [card.process, card.outcome]) {
    assert.ok(part.score >= 0 && part.score <= 1);
  }
  assert.ok(Object.values(card.outcome.harm).every((row) => row.unit && Number.isFinite(row.amount)));
  assert.ok(card.findings.length > 0);
  for (const finding of card.findings) {
    assert.ok(finding.criterion && finding.points <= finding.of && Array.isArray(finding.entries));
  }
});

test('score: the page stands alone', async () => {
  await scoring;
  const text = readFileSync(page, 'utf8');
  assert.match(text, /^<!doctype html>/i);
  assert.doesNotMatch(text, /<script[^>]+src=|<link[^>]+href=["']?https?:/i);
});

test('verify: a scorecard is equal, or differs by field', async () => {
  const scored = await scoring;
  const other = asJson(scored);
  other.process.score += 0.01;
  const card = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [equal, differs] = await Promise.all([
    threeam('verify', idle, '--score', card('card.json', scored.stdout)),
    threeam('verify', idle, '--score', card('other.json', JSON.stringify(other))),
  ]);
  assert.equal(equal.status, 0, equal.stderr);
  assert.match(equal.stdout, /score: equal/);
  assert.equal(differs.status, 1);
  assert.match(differs.stderr, /diverged: \S*process\/score differs/);
});

test('replay: the world as it was, and what was known by then', async () => {
  const replays = [['2m', '--json'], ['-20m', '--json'], ['+02:00']];
  const [then, early, text] = await Promise.all(replays.map((at) => threeam('replay', good, '--at', ...at)));
  const state = asJson(then);
  assert.equal(state.time_ns, 2 * minute);
  assert.ok(state.versions.some((row) => row.component === 'ledger' && row.version === '4.2.0'));
  assert.equal(typeof state.flags['ledger.integer_amounts'], 'boolean');
  assert.ok(state.alerts.some((row) => row.alert === 'capture-errors' && row.firing));
  assert.ok(state.metrics.some((row) => row.metric === 'latency_p99' && row.value > 0));
  assert.ok(state.seen.length > 0 && state.seen.every((row) => row.time_ns <= state.time_ns));
  const before = asJson(early);
  assert.ok(before.versions.every((row) => row.version !== '4.2.0'));
  assert.deepEqual(before.seen, []);
  assert.match(text.stdout, /latency_p99 +\S+ ms/);
  assert.match(text.stdout, /panel, .*metric error_ratio/);
  assert.doesNotMatch(text.stdout, /{"|_ns/);
});

test('replay: a moment that is none, or outside, is usage', async () => {
  const moments = ['noon', '3h', '-3h', '6:99'];
  const runs = await Promise.all(moments.map((at) => threeam('replay', good, '--at', at)));
  for (const [i, ran] of runs.entries()) {
    assert.equal(ran.status, 2, `${moments[i]}: ${ran.stderr}`);
    assert.match(ran.stderr, /^threeam: usage: /);
  }
});

test('fork: rolling back wrong rows is worse than what the good candidate did', async () => {
  const fork = asJson(await threeam('fork', good, '--at', '2m', '--do', 'rollback-ledger', '--seeds', '2', '--json'));
  assert.equal(fork.seeds, 2);
  assert.equal(fork.settled, false, 'two lucks settle nothing');
  assert.deepEqual(fork.actions, [{ action: 'rollback-ledger', after_ns: 0 }]);
  assert.ok(fork.difference.harm_units.low > 0, JSON.stringify(fork.difference.harm_units));
  assert.ok(fork.as_it_was.recovered.mean > fork.course.recovered.mean);
  for (const side of [fork.as_it_was, fork.course]) {
    assert.ok(side.harm_units.low <= side.harm_units.mean && side.harm_units.mean <= side.harm_units.high);
  }
});

test('fork: the same acts at the same times make no difference', async () => {
  const acts = lines.slice(1).map((line) => JSON.parse(line)).filter((entry) => entry.kind === 'do');
  const at = Math.floor(acts[0].time_ns / 1e9);
  const same = acts.flatMap((act) => ['--do', `${act.payload.action}@${act.time_ns - at * 1e9}ns`]);
  const fork = asJson(await threeam('fork', good, '--at', `${at}s`, ...same, '--json'));
  assert.deepEqual(fork.course, fork.as_it_was);
  assert.equal(fork.difference.harm_units.mean, 0);
});

test('fork: says what it leaves out, and nothing can be asked for; threads change nothing', async () => {
  const doing = ['fork', idle, '--at', '2m', '--do', 'none', '--seeds', '2'];
  const [one, three, text] = await Promise.all([
    threeam(...doing, '--json', '--threads', '1'), threeam(...doing, '--json', '--threads', '3'),
    threeam('fork', good, '--at', '13m', '--do', 'none')]);
  assert.deepEqual(asJson(one), asJson(three));
  assert.deepEqual(asJson(one).actions, []);
  assert.deepEqual(asJson(one).left_out, []);
  assert.match(text.stdout, /follows the journal up to \+13:00 and leaves out .*:\n {2}\+14:00 resume-settlements\n/);
});

test('fork: stops when more lucks would not change the answer', async () => {
  const fork = asJson(await threeam('fork', idle, '--at', '2m', '--do', 'rollback-registry', '--seeds', '6', '--json'));
  assert.deepEqual([fork.seeds, fork.settled], [5, true]);
});

test('fork: an act that is unknown is usage; one that cannot start does not hold', async () => {
  const unknown = await threeam('fork', good, '--at', '2m', '--do', 'pray');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no action "pray"; there are: .*rollback-ledger/);
  assert.equal((await threeam('fork', good, '--at', '2m', '--do', 'rollback-ledger@soon')).status, 2);
  const impossible = await threeam('fork', good, '--at', '2m', '--do', 'unfreeze-captures');
  assert.equal(impossible.status, 1, impossible.stdout);
  assert.match(impossible.stderr, /unfreeze-captures: rejected: /);
});

test('lint: the scenarios hold', async () => {
  const ran = await threeam('lint', scenario, smaller);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout, 'ledger-minor-units: holds\nbroken-download-links: holds\n');
});

test('lint: all that is wrong at once, with its place', async () => {
  const broken = join(folder, 'ledger-minor-units');
  cpSync(scenario, broken, { recursive: true });
  const file = join(broken, 'scenario.yaml');
  writeFileSync(file, readFileSync(file, 'utf8')
    .replace('past: 45m', 'past: 45 bananas')
    .replace('flag: {name: payouts.banner, on: true}', 'flag: {name: payouts.baner, on: true}')
    .replace('regions: [eu-west, us-east]\n', 'regions: [eu-west, us-east]\nspeed: 3\n'));
  const ran = await threeam('lint', broken);
  assert.equal(ran.status, 1);
  const found = ran.stderr.trimEnd().split('\n');
  assert.ok(found.length >= 3, ran.stderr);
  for (const line of found) assert.match(line, /^\S+scenario\.yaml:\d+:\d+: [a-z-]+: \S/);
});

test('lint: a folder that is not there is said to be none', async () => {
  const ran = await threeam('lint', join(folder, 'no-such-scenario'));
  assert.equal(ran.status, 3);
  assert.match(ran.stderr, /no-such-scenario: storage: no such folder/);
});

test('lint: a play that names nothing of the scenario does not hold', async () => {
  const broken = join(folder, 'plays', 'ledger-minor-units');
  cpSync(scenario, broken, { recursive: true });
  const file = join(broken, 'plays', 'good.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('do: stop-rollout-ledger', 'do: stop-the-world'));
  const ran = await threeam('lint', broken);
  assert.equal(ran.status, 1, ran.stdout);
  assert.match(ran.stderr, /good\.yaml:\d+:\d+: .*stop-the-world/);
});

test('unreadable input is 3, and says what', async () => {
  for (const args of [['verify', '/nowhere.jsonl'], ['score', folder], ['replay', '/nowhere.jsonl'],
    ['lint', folder], ['play', 'no-such', '--script', '/nowhere.yaml', '--out', join(folder, 'x.jsonl')],
    ['play', scenario, '--script', '/nowhere.yaml', '--out', join(folder, 'x.jsonl')],
    ['play', scenario, '--script', join(scenario, 'plays', 'idle.yaml'), '--out', '/nowhere/x.jsonl']]) {
    const ran = await threeam(...args);
    assert.equal(ran.status, 3, `${args.join(' ')}: ${ran.stderr}`);
    assert.notEqual(ran.stderr, '');
  }
  assert.ok(!existsSync(join(folder, 'x.jsonl')));
});

test('a command line that cannot be followed is 2; help is 0', async () => {
  for (const args of [[], ['dance'], ['fork', good], ['fork', good, '--at', '2m', '--seeds', '0'],
    ['verify'], ['lint'], ['serve', '--tls-cert', 'a.pem'], ['serve', '--listen', 'nonsense', '--data', folder],
    ['serve', '--listen', '0.0.0.0:0', '--data', folder]]) {
    const ran = await threeam(...args);
    assert.equal(ran.status, 2, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`);
    assert.match(ran.stderr, /^threeam: usage: /);
  }
  for (const verb of ['serve', 'round', 'play', 'replay', 'fork', 'score', 'verify', 'lint', 'schema']) {
    assert.equal((await threeam(verb, '--help')).status, 0, verb);
  }
});

test('schema: a JSON Schema', async () => {
  const schema = asJson(await threeam('schema'));
  assert.match(schema.$schema, /2020-12/);
  assert.ok(schema.properties.timeline);
});

test('round: links from a running server; without one, unreadable', async () => {
  const data = join(folder, 'data');
  const nobody = await threeam('round', 'ledger-minor-units', '--data', data);
  assert.equal(nobody.status, 3);
  const server = await startServer(data);
  try {
    const round = asJson(await threeam('round', 'ledger-minor-units', '--data', data, '--seed', '7', '--json'));
    assert.ok(round.id);
    for (const role of ['candidate', 'interviewer', 'reviewer', 'metrics']) {
      assert.ok(round[role].startsWith(server.address), round[role]);
    }
    const page = await fetch(round.candidate);
    assert.equal(page.status, 200);
    const unknown = await threeam('round', 'no-such-incident', '--data', data);
    assert.equal(unknown.status, 3);
    assert.match(unknown.stderr, /no-such-incident|scenario/);
  } finally {
    assert.equal(await server.stop(), 0);
  }
  const gone = await threeam('round', 'ledger-minor-units', '--data', data);
  assert.equal(gone.status, 3);
});
