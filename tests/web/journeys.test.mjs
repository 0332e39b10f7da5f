// Each incident through all three pages against the real server: started and paced by the interviewer,
// diagnosed by keyboard and mouse, replayed and read by the reviewer. Simulated time moves by skips of
// a paused clock, so that nothing waits for a wall clock.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer, temporaryFolder } from '../support/threeam.mjs';
import { accessible, launch, personAt, photograph } from './browser.mjs';
import { incidents } from './incidents.mjs';
import { candidate, interviewer, operator, reviewer } from './people.mjs';
import { secretsOf, Witness } from './witness.mjs';

const data = join(temporaryFolder(), 'data');
let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(data), launch()]);
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, 'the server ends well');
});

const quiet = (...pages) => {
  for (const page of pages) assert.deepEqual(page.complaints, [], `errors on ${page.url()}`);
};

async function opening(link) {
  const key = new URL(link).pathname.split('/')[2];
  const answer = await fetch(`${server.address}/api/round/${key}`);
  return answer.json();
}

async function open(incident) {
  const page = await personAt(browser, server.address);
  const key = readFileSync(join(data, 'operator.key'), 'utf8').trim();
  const links = await operator.opensRound(page, { key, incident });
  await photograph(page, `${incident.id}-operator`);
  await accessible(page, 'operator');
  quiet(page);
  await page.context().close();
  return links;
}

async function diagnoses(page, incident) {
  await candidate.isPaged(page, incident);
  await candidate.acknowledges(page);
  await candidate.ratesSeverity(page, 2);
  await photograph(page, `${incident.id}-candidate-overview`);
  await accessible(page, 'candidate, overview');
  for (const view of candidate.views) {
    await candidate.looks(page, view);
    await photograph(page, `${incident.id}-candidate-${view.name}`);
    await accessible(page, `candidate, ${view.name}`);
  }
  await candidate.looks(page, { key: '5', name: 'Changes' });
  await page.getByText(incident.blamed).first().waitFor();
  await candidate.supposes(page, incident.hypothesis);
  await candidate.estimates(page, incident.estimate);
}

async function decides(page, watching, incident) {
  await candidate.acts(page, incident.mouse);
  await interviewer.sees(watching, incident.mouse.why);
  await candidate.actsByKeyboard(page, incident.keyboard);
  await candidate.tells(page, 'We know what it is and are stopping it. Next word in five minutes.');
  await interviewer.skips(watching, incident.minutes.toMend);
  await candidate.seesDone(page, incident.mouse.action);
  await candidate.seesDone(page, incident.keyboard.action);
}

for (const incident of incidents) {
  test(`${incident.id}: started, diagnosed, decided, replayed and read`, async () => {
    const links = await open(incident);
    const page = await personAt(browser);
    const witness = new Witness(page);
    await page.goto(links.candidate);
    await candidate.waits(page, incident);
    await witness.look();
    await photograph(page, `${incident.id}-candidate-waiting`);
    await accessible(page, 'candidate, waiting');

    const watching = await personAt(browser, links.interviewer);
    await photograph(watching, `${incident.id}-interviewer-waiting`);
    await accessible(watching, 'interviewer, waiting');
    const secrets = secretsOf(await opening(links.interviewer));
    await interviewer.starts(watching);
    await interviewer.skips(watching, incident.minutes.toAct);

    await diagnoses(page, incident);
    await interviewer.sees(watching, incident.hypothesis.line);
    await interviewer.comparesThenAndNow(watching);
    const hint = await interviewer.hints(watching);
    await candidate.reads(page, hint);
    await interviewer.says(watching, 'Support says that people are calling.');
    await candidate.reads(page, 'Support says that people are calling.');
    await interviewer.notes(watching, 'asked the right question before acting');
    await decides(page, watching, incident);
    await interviewer.asks(watching, incident.followup.ask, incident.followup.answered);
    await photograph(page, `${incident.id}-candidate-after`);
    await photograph(watching, `${incident.id}-interviewer`);
    await accessible(watching, 'interviewer');
    await interviewer.skips(watching, incident.minutes.toEnd);
    await candidate.resolves(page, 'The numbers are as before, in both regions, for four minutes.');
    await interviewer.finishes(watching);
    await interviewer.isLedOn(watching, links.reviewer);
    await page.getByText('The round is over').first().waitFor();
    await witness.testify(secrets.filter((secret) => !secret.includes(hint)));
    quiet(page, watching);

    const reading = await personAt(browser, links.reviewer);
    await reviewer.reads(reading, incident);
    quiet(reading);
    await Promise.all([page, watching, reading].map((one) => one.context().close()));
  });
}

test('a stranger gets nothing: no key, another role’s key, a wrong key', async () => {
  for (const path of ['/api/rounds', '/api/scenarios', `/api/round/${'a'.repeat(26)}`, `/api/round/${'a'.repeat(26)}/score`]) {
    const answer = await fetch(server.address + path);
    assert.ok([401, 403, 404].includes(answer.status), `${path}: ${answer.status}`);
  }
});
