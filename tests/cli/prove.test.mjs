// `threeam prove` on a small incident: it holds as it is, and names what does not when it is broken.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { source, temporaryFolder, threeam } from '../support/threeam.mjs';

const folder = temporaryFolder();
const skeleton = join(source, 'scenarios', '_skeleton');

/** A copy of the skeleton with files edited by name; null takes a file away. */
function variant(name, edits) {
  const path = join(folder, name);
  cpSync(skeleton, path, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    if (edit === null) {
      rmSync(join(path, file));
      continue;
    }
    const before = readFileSync(join(path, file), 'utf8');
    const after = edit(before);
    assert.notEqual(after, before, `${file} is edited`);
    writeFileSync(join(path, file), after);
  }
  return path;
}

async function failing(path) {
  const ran = await threeam('prove', path, '--seeds', '1', '--json');
  assert.equal(ran.status, 1, ran.stderr);
  const [tournament] = JSON.parse(ran.stdout);
  assert.equal(tournament.holds, false);
  return tournament.checks.filter((check) => !check.holds).map((check) => check.check);
}

test('holds on a fair scenario: status 0, a table, a picture', async () => {
  const picture = join(folder, 'picture.svg');
  const ran = await threeam('prove', skeleton, '--seeds', '2', '--svg', picture);
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  assert.match(ran.stdout, /\* good .* ties\n/);
  assert.match(ran.stdout, /do_nothing .* 0\/2 {2}loses\n/);
  assert.match(ran.stdout, /skeleton: holds\n$/);
  assert.match(readFileSync(picture, 'utf8'), /^<svg .*flip_through.*<\/svg>\n$/s);
});

test('says about what the scorecard says, with fewer worlds, and the same twice', async () => {
  const [one, two] = await Promise.all(
    ['1', '2'].map((threads) => threeam('prove', skeleton, '--seeds', '1', '--threads', threads, '--json')),
  );
  assert.equal(one.stdout, two.stdout);
  const good = JSON.parse(one.stdout)[0].standings.find((standing) => standing.id === 'good');
  const journal = join(folder, 'good.jsonl');
  const played = await threeam('play', skeleton, '--script', join(skeleton, 'plays', 'good.yaml'), '--out', journal);
  assert.equal(played.status, 0, played.stderr);
  const card = JSON.parse((await threeam('score', journal, '--json')).stdout);
  assert.ok(Math.abs(good.process - card.process.score) < 0.05, `${good.process} and ${card.process.score}`);
  assert.ok(Math.abs(good.outcome - card.outcome.score) < 1e-6, `${good.outcome} and ${card.outcome.score}`);
});

test('names each check that a broken scenario fails', async () => {
  const [alone, seen, beaten] = await Promise.all([
    failing(variant('alone', { 'plays/steady.yaml': null })),
    failing(
      variant('seen', {
        'scenario.yaml': (text) => text.replace('began: -190s', 'began: -15s').replace('for: 3m', 'for: 1m'),
      }),
    ),
    failing(
      variant('beaten', {
        'plays/idle.yaml': (text) => text.replace('story:', 'reference: true\nstory:'),
      }),
    ),
  ]);
  assert.deepEqual(alone, ['references_tie']);
  assert.ok(seen.includes('healthy_alerts') && seen.includes('healthy_window'), seen.join());
  assert.ok(beaten.includes('bot_loses'), beaten.join());
});

test('complains about what is no scenario', async () => {
  const ran = await threeam('prove', folder);
  assert.equal(ran.status, 3);
  assert.match(ran.stderr, /no scenario.yaml in it/);
});
