// A real browser for the journeys: pages of their own for each role, screenshots, and axe.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { source, temporaryFolder } from '../support/threeam.mjs';

const require = createRequire(join(source, 'dashboard', 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const screenshots = process.env.THREEAM_SCREENSHOTS;
const widths = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }];

export const patience = 30_000; // for a condition, on a busy machine

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb',
      `--crash-dumps-dir=${temporaryFolder()}`],
  });
}

/** A browser of one person: nothing is shared with the others'. Errors on the page fail the test. */
export async function personAt(browser, address) {
  const context = await browser.newContext({ viewport: widths[0], locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(`page error: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  if (address) await page.goto(address);
  return page;
}

/** The page at both widths, into the build's screenshots. */
export async function photograph(page, name) {
  mkdirSync(screenshots, { recursive: true });
  const before = page.viewportSize();
  for (const viewport of widths) {
    await page.setViewportSize(viewport);
    await settled(page);
    await page.screenshot({ path: join(screenshots, `${name}-${viewport.width}.png`), animations: 'disabled' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${name} at ${viewport.width}: the page is ${overflow} px too wide`);
  }
  await page.setViewportSize(before);
}

/** Two frames painted: what was laid out is on the screen. */
export function settled(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** axe-core finds nothing; evaluated, because the page's policy lets no script in. */
export async function accessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\n${nodes.slice(0, 5).map((node) => `    ${node.target.join(' ')}: ${node.html.slice(0, 160)}`).join('\n')}`);
  assert.deepEqual(found, [], `${name}: axe found\n${found.join('\n')}`);
}
