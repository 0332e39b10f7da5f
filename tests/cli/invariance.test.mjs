// What must not move a score: who computes it and how often, what things are called, luck, and how
// fast somebody types.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { source, temporaryFolder, threeam } from '../support/threeam.mjs';

const folder = temporaryFolder();
const quiet = join(source, 'scenarios', 'quiet-503s');
const good = readFileSync(join(quiet, 'plays', 'good.yaml'), 'utf8');

/** sim/score/README.md, "What can move a score". */
const interval = 0.05;

/** The scorecard of a script played on a scenario, as printed. */
async function scored(scenario, script, name, seed = '1', threads = []) {
  const play = join(folder, `${name}.yaml`);
  const journal = join(folder, `${name}.jsonl`);
  writeFileSync(play, script);
  const played = await threeam('play', scenario, '--script', play, '--out', journal, '--seed', seed);
  assert.equal(played.status, 0, played.stderr);
  const ran = await threeam('score', journal, '--json', ...threads);
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout;
}

function near(card, other, what) {
  for (const part of ['process', 'outcome']) {
    const difference = Math.abs(card[part].score - other[part].score);
    assert.ok(difference <= interval, `${part} ${what}: ${card[part].score} and ${other[part].score}`);
  }
}

const pointsOf = (card) => Object.fromEntries(card.findings.map((f) => [f.criterion, f.observed ? f.points : null]));

const plain = scored(quiet, good, 'plain');

test('the same journal gives the same bytes', async () => {
  assert.equal(await scored(quiet, good, 'plain'), await plain);
});

/** The scenario and the play with other names: [pattern, name]. */
async function scoredAs(name, names) {
  const renamed = (text) => names.reduce((now, [from, to]) => now.replace(from, to), text);
  const copy = join(folder, `quiet-${name}`);
  cpSync(quiet, copy, { recursive: true });
  for (const file of readdirSync(copy, { recursive: true })) {
    if (/\.(yaml|md)$/.test(file)) {
      writeFileSync(join(copy, file), renamed(readFileSync(join(copy, file), 'utf8')));
      renameSync(join(copy, file), join(copy, renamed(file)));
    }
  }
  return JSON.parse(await scored(copy, renamed(good), name));
}

const people = [
  [/marek/g, 'zoltan'],
  [/sunniva/g, 'abel'],
  [/nothing_wrong/g, 'all_well'],
];

test('names that name no call and sort alike change no point', async () => {
  const names = [
    [/\bdoor\b/g, 'entry'],
    [/\blis\b/g, 'mil'],
    [/\bosl\b/g, 'prg'],
  ];
  const after = await scoredAs('alike', [...people, ...names]);
  assert.deepEqual(pointsOf(after), pointsOf(JSON.parse(await plain)));
});

test('names that sort otherwise, or that calls are named by, are another luck, and no more', async () => {
  const names = [
    [/rates/g, 'amber'],
    [/Rates/g, 'Amber'],
    [/labels/g, 'zinnia'],
    [/\bdoor\b/g, 'wicket'],
    [/label-db/g, 'basalt'],
    [/\blis\b/g, 'yew'],
    [/\bosl\b/g, 'fir'],
    [/\bordinary\b/g, 'zz-usual'],
  ];
  const before = JSON.parse(await plain);
  const after = await scoredAs('otherwise', [...people, ...names]);
  near(after, before, 'renamed');
  for (const [criterion, points] of Object.entries(pointsOf(before))) {
    assert.equal(pointsOf(after)[criterion] === null, points === null, `${criterion} is observed in both`);
  }
});

test('another luck stays within the interval', async () => {
  const before = JSON.parse(await plain);
  for (const seed of ['2', '3', '4']) {
    near(JSON.parse(await scored(quiet, good, `seed-${seed}`, seed)), before, `under seed ${seed}`);
  }
});

test('who types for longer scores the same', async () => {
  const slower = good.replace(/at: (?:(\d+)m)?(\d+)?s?(?=[,\n])/g, (all, minutes = '0', seconds = '0') => {
    const at = Number(minutes) * 60 + Number(seconds);
    return `at: ${Math.round(at * 1.15)}s`;
  });
  assert.notEqual(slower, good);
  const after = JSON.parse(await scored(quiet, slower.replace('until: 18m', 'until: 22m'), 'slower'));
  near(after, JSON.parse(await plain), 'when slower');
});
