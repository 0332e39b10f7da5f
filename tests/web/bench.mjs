// What a person waits for: from starting the server to the first painted panel, and from an act to its
// acknowledgement, durable. Prints [{name, value, unit}].
// Run by scripts/bench.
import { readFileSync } from 'node:fs';

import { startServer, temporaryFolder } from '../support/threeam.mjs';
import { launch, personAt } from './browser.mjs';

const entries = 500;

async function post(url, body, key) {
  const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const linkKey = (link) => new URL(link).pathname.split('/')[2];
const entriesUrl = (address, link) => `${address}/api/round/${linkKey(link)}/entries`;

/** The server, a round of a fresh scenario, its start, and the candidate's page up to a drawn chart. */
async function firstPanel(browser, data) {
  const page = await personAt(browser);
  const began = performance.now();
  const server = await startServer(data);
  const listening = performance.now();
  const key = readFileSync(`${data}/operator.key`, 'utf8').trim();
  const round = await post(`${server.address}/api/rounds`, { scenario: 'ledger-minor-units', level: 'senior' }, key);
  await post(entriesUrl(server.address, round.interviewer), { kind: 'clock', payload: { to: 'start' } });
  const started = performance.now();
  await page.goto(round.candidate);
  await page.locator('.uplot canvas').first().waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const painted = performance.now();
  await page.context().close();
  return {
    server,
    round,
    figures: {
      start_to_listening: listening - began,
      listening_to_round: started - listening,
      round_to_painted_panel: painted - started,
      start_to_painted_panel: painted - began,
    },
  };
}

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

async function acknowledgements(server, round) {
  const url = entriesUrl(server.address, round.candidate);
  const waits = [];
  for (let i = 0; i < entries; i += 1) {
    const began = performance.now();
    await post(url, { kind: 'say', payload: { what: 'update', text: `update ${i}` } });
    waits.push(performance.now() - began);
  }
  waits.sort((a, b) => a - b);
  return { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), max: waits.at(-1) };
}

const browser = await launch();
const { server, round, figures } = await firstPanel(browser, temporaryFolder());
await browser.close();
const acknowledged = await acknowledgements(server, round);
const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)[1]) / 1024;
await server.stop();
const figure = (name, value, unit) => ({ name, value, unit });
console.log(JSON.stringify([
  ...Object.entries(figures).map(([name, value]) => figure(name, value, 'ms')),
  ...Object.entries(acknowledged).map(([name, value]) => figure(`acknowledged_${name}`, value, 'ms')),
  figure('server_memory_peak', peak, 'MB'),
], null, 1));
