// What each person does on their page, by its words and keys, as they would.
import assert from 'node:assert/strict';

import { accessible, photograph, settled } from './browser.mjs';

const text = (page, name) => page.getByText(name, { exact: false }).first();

/** A single key, with the cursor in no field. */
async function presses(page, key) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press(key);
}

async function dialog(page, name) {
  const found = page.getByRole('dialog', { name });
  await found.waitFor();
  return found;
}

const loaded = (place) => place.locator('.loading').first().waitFor({ state: 'detached' });

async function searches(page) {
  await page.getByLabel('Search the text').fill('e');
  await page.keyboard.press('Enter');
}

async function opensFirst(page, table) {
  await page.getByRole('table', { name: table }).getByRole('button').first().click();
}

// There is always one, where nothing fails too.
async function opensASlowRequest(page) {
  await page.getByText('Slow', { exact: true }).click();
  await opensFirst(page, 'Requests');
}

export const operator = {
  /** With the operator's key: a scenario, a level, and the links of the new round. */
  async opensRound(page, { key, incident }) {
    await page.getByLabel('Operator key').fill(key);
    await page.keyboard.press('Enter');
    const scenarios = page.getByLabel('Scenario');
    await scenarios.selectOption(incident.id);
    await page.getByLabel('Level').selectOption('senior');
    await page.getByLabel('Seed').fill('3');
    await page.getByRole('button', { name: 'Make the round' }).click();
    const made = page.getByRole('status');
    await made.getByText('The round waits for its interviewer').waitFor({ timeout: 120_000 });
    const link = (title) => made.getByRole('link', { name: title, exact: true }).getAttribute('href');
    return {
      candidate: await link('Candidate'),
      interviewer: await link('Interviewer'),
      reviewer: await link('Reviewer'),
    };
  },
};

export const candidate = {
  /** Before the start: the brief and the rules, and nothing of the incident. */
  async waits(page, { alert }) {
    await page.getByRole('region', { name: 'Brief' }).waitFor();
    await page.getByText('You are connected.').waitFor();
    assert.equal(await page.getByText(alert).count(), 0, 'the alert shows before the start');
  },

  async isPaged(page, { alert }) {
    await text(page, alert).waitFor();
  },

  /** Every view with its key, its title, and what is done there once it shows something. */
  views: [
    { key: '2', name: 'Metrics' },
    { key: '3', name: 'Logs', then: (page) => searches(page) },
    { key: '4', name: 'Traces', then: (page) => opensASlowRequest(page) },
    { key: '5', name: 'Changes', then: (page) => opensFirst(page, 'Changes, newest first') },
    { key: '6', name: 'Map' },
    { key: '7', name: 'Data', then: (page) => page.locator('.pick').first().click() },
    { key: '8', name: 'Flags' },
    { key: '9', name: 'Runbooks', then: (page) => page.locator('.pick').first().click() },
    { key: '0', name: 'People', then: (page) => page.locator('.people button').first().click() },
    { key: '1', name: 'Overview' },
  ],

  /** Goes to a view by its key and waits until nothing in it is loading. */
  async looks(page, { key, name, then }) {
    await presses(page, key);
    const view = page.getByRole('region', { name, exact: true });
    await view.waitFor();
    await loaded(view);
    if (then) {
      await then(page);
      await loaded(view);
    }
    await settled(page);
    assert.equal(await view.getByRole('alert').count(), 0, `${name} failed: ${await view.innerText()}`);
  },

  async acknowledges(page) {
    await presses(page, 'a');
    await text(page, 'acknowledged').waitFor();
  },

  async ratesSeverity(page, level) {
    await page.getByRole('radiogroup', { name: /Severity/ }).getByText(String(level), { exact: true }).click();
    await text(page, `SEV ${level}`).waitFor();
  },

  async supposes(page, { component, mechanism, line, refutedBy }) {
    await presses(page, 'h');
    const book = page.getByRole('complementary', { name: 'Notebook' });
    await book.getByLabel('Where').selectOption(component);
    await book.getByLabel('What kind').selectOption(mechanism);
    await book.getByLabel('In a line').fill(line);
    await book.getByLabel('How sure').fill('85');
    await book.getByLabel('What would refute it').fill(refutedBy);
    await book.getByRole('button', { name: 'Save' }).click();
    await book.getByText(line).first().waitFor();
  },

  async estimates(page, { share, since, rows }) {
    await presses(page, 'e');
    const book = page.getByRole('complementary', { name: 'Notebook' });
    await book.getByLabel('Share that fails').fill(share);
    await book.getByLabel('Since').fill(since);
    if (rows) await book.getByLabel('Rows written').fill(rows);
    await book.getByRole('button', { name: 'Save' }).click();
    await book.locator('dl.estimate').waitFor();
  },

  async tells(page, line) {
    await presses(page, 'u');
    await page.getByLabel('For people who are not here').fill(line);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('complementary', { name: 'Notebook' }).getByText(line).first().waitFor();
  },

  /** With the mouse: the group's menu, the action, the sheet. */
  async acts(page, { group, action, why, expect }) {
    await page.getByRole('contentinfo').getByRole('button', { name: group }).click();
    await page.getByRole('menuitem', { name: action }).click();
    await candidate.fillsSheet(page, { action, why, expect });
  },

  /** By keyboard alone: the palette, the action's name, Enter, the sheet. */
  async actsByKeyboard(page, { action, why, expect }) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(action);
    await page.getByRole('option', { name: action }).first().waitFor();
    await page.keyboard.press('Enter');
    await candidate.fillsSheet(page, { action, why, expect });
  },

  async fillsSheet(page, { action, why, expect }) {
    const sheet = await dialog(page, action);
    await sheet.getByLabel('Why').fill(why);
    await sheet.getByLabel('What you expect to see').fill(expect);
    await page.keyboard.press('Control+Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Actions under way' }).getByText(action).waitFor();
  },

  async seesDone(page, action) {
    const line = page.getByRole('list', { name: 'Actions under way' }).getByRole('listitem').filter({ hasText: action });
    await line.getByText('done').waitFor();
  },

  async reads(page, message) {
    await text(page, message).waitFor();
  },

  async resolves(page, line) {
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const close = await dialog(page, 'Resolve the incident');
    await close.getByRole('textbox').fill(line);
    await close.getByRole('button', { name: 'Resolve' }).click();
    await close.waitFor({ state: 'detached' });
  },
};

const seconds = (clock) => {
  const [, sign, rest] = /^([+-]?)(\d+(?::\d\d)+)$/.exec(clock.trim());
  const value = rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return sign === '-' ? -value : value;
};

export const interviewer = {
  async starts(page) {
    await page.getByRole('button', { name: 'Start the round' }).click();
    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('running').waitFor();
    await presses(page, ' ');
    await clock.getByText('paused').waitFor();
  },

  now: async (page) => seconds(await page.getByLabel('Simulated time').innerText()),

  /** Skips by whole minutes with the keys for five and for one; the clock stays paused. */
  async skips(page, minutes) {
    for (let left = minutes; left > 0;) {
      const step = left >= 5 ? 5 : 1;
      await page.getByText('working …').waitFor({ state: 'detached' });  // the last word to the clock
      const until = (await interviewer.now(page)) + step * 60;
      await presses(page, step === 5 ? '}' : ']');
      await page.waitForFunction(
        (target) => {
          const shown = document.querySelector('[aria-label="Simulated time"]')?.textContent ?? '';
          const parts = shown.replace('+', '').split(':').map(Number);
          return parts.reduce((sum, part) => sum * 60 + part, 0) >= target;
        },
        until,
      );
      left -= step;
    }
  },

  /** The first press readies the next hint, the second gives it. Returns its text. */
  async hints(page) {
    await presses(page, 'h');
    const rung = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Give it' }) });
    const words = await rung.locator('p').first().innerText();
    await presses(page, 'h');
    await page.getByText(/^1 of \d+ given$/).waitFor();
    return words;
  },

  async says(page, line) {
    await page.getByLabel('To the candidate').fill(line);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('[data-box="inject"]')?.value === '');
  },

  async asks(page, question, answered) {
    const group = page.getByRole('radiogroup', { name: `How they answered: ${question}` });
    await group.getByText(answered, { exact: true }).click();
    await group.getByRole('radio', { name: answered }).and(page.locator(':checked')).waitFor({ state: 'attached' });
  },

  async notes(page, line) {
    await presses(page, 'n');
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('[data-box="note"]')?.value === '');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY', 'the field keeps the keys');
  },

  async sees(page, line) {
    await page.getByRole('region', { name: 'The candidate' }).getByText(line, { exact: false }).first().waitFor();
  },

  async finishes(page) {
    await page.getByRole('button', { name: 'Finish …' }).click();
    const sure = await dialog(page, 'Finish the round?');
    await sure.getByRole('button', { name: 'Finish', exact: true }).click();
    await page.getByRole('region', { name: 'Clock' }).getByText('finished').waitFor();
  },

  /** Where the replay and the score are, offered once the round is finished. */
  async isLedOn(page, reviewer) {
    const link = page.getByRole('link', { name: 'the reviewer’s page' });
    assert.equal(await link.getAttribute('href'), new URL(reviewer).pathname);
  },

  /** The candidate's last look as they saw it, and at the present. */
  async comparesThenAndNow(page) {
    const when = page.getByRole('radiogroup', { name: /As it is now/ });
    const screen = page.getByLabel('Their screen');
    for (const word of ['Then', 'Now']) {
      await when.getByText(word, { exact: true }).click();
      await when.getByRole('radio', { name: word }).and(page.locator(':checked')).waitFor({ state: 'attached' });
      await loaded(screen);
      assert.equal(await screen.getByRole('alert').count(), 0, await screen.innerText());
    }
  },
};

export const reviewer = {
  /** Rates blind, uncovers, scrubs to a decision, reads what else would have happened and the score. */
  async reads(page, incident) {
    await page.getByRole('region', { name: 'Rate first' }).waitFor();
    assert.equal(await page.getByText('Harm by the end').count(), 0, 'the score shows before the rating');
    await photograph(page, `${incident.id}-reviewer-covered`);
    await accessible(page, 'reviewer, covered');
    await page.getByLabel('Your initials').fill('RV');
    await page.getByRole('radiogroup', { name: 'Fundamentals' }).getByRole('radio').nth(2).check();
    await reviewer.locks(page);
    const score = page.getByRole('region', { name: 'Score' });
    await score.getByText('Process', { exact: true }).waitFor({ timeout: 120_000 });
    await score.getByText('Outcome', { exact: true }).waitFor();
    await reviewer.scrubs(page, incident);
    await reviewer.comparesDecisions(page, incident);
    await score.getByText('Milestones').waitFor();
    await reviewer.followsEvidence(page, score);
    await photograph(page, `${incident.id}-reviewer`);
    await accessible(page, 'reviewer');
  },

  /** Straight from the words: they are locked too. What was not rated is named before. */
  async locks(page) {
    const words = 'read the split by region aloud at +03:10';
    await page.getByLabel('Fundamentals: what was said or done').fill(words);
    await page.getByRole('button', { name: 'Lock it' }).click();
    const sure = await dialog(page, 'Lock your ratings?');
    await sure.getByText('Tradeoff reasoning').waitFor();
    await sure.getByRole('button', { name: 'Lock for good' }).click();
    await page.getByRole('region', { name: 'Score' }).waitFor();
    const kept = await page.evaluate(async () => {
      const key = location.pathname.split('/')[2];
      return (await fetch(`/api/round/${key}/ratings?rater=RV`)).json();
    });
    assert.equal(kept.own.fundamentals.text, words);
  },

  /** To the page, then entry by entry; the screen of the candidate follows. */
  async scrubs(page) {
    const time = page.locator('.player-time b');
    await presses(page, 'Home');
    await time.getByText('00:00').waitFor();
    for (let step = 0; step < 3; step += 1) await presses(page, 'ArrowRight');
    await page.getByRole('heading', { name: /On their screen at \+0\d:\d\d/ }).waitFor();
    const screen = page.getByRole('region', { name: 'On their screen' });
    await loaded(screen);
    assert.equal(await screen.getByRole('alert').count(), 0, await screen.innerText());
  },

  async comparesDecisions(page, incident) {
    await presses(page, '3');
    const round = page.getByRole('region', { name: 'The round' });
    await round.getByRole('button').filter({ hasText: incident.mouse.why }).click();
    const others = page.getByRole('region', { name: 'What else could have been done here' });
    await others.waitFor();
    await others.locator('svg, canvas').first().waitFor();
    await photograph(page, `${incident.id}-reviewer-decision`);
  },

  /** A point of the score leads to its entry. */
  async followsEvidence(page, score) {
    const link = score.locator('.finding .entry-link').first();
    const at = (await link.innerText()).trim();
    await link.click();
    await page.locator('.player-time b').getByText(at).waitFor();
  },
};
