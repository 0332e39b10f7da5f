// A real Prometheus scrapes a round once a second. What promtool says of the text, and whether
// Prometheus' own arithmetic comes to the numbers of the dashboard.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer, temporaryFolder } from '../support/threeam.mjs';

const second = 1e9;
const route = 'POST /captures';
let server;
let round; // addresses
let prometheus; // address

/** Asks again until `condition` gives something; fails after two minutes. */
async function until(what, condition) {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    const found = await condition();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`it never came to this: ${what}`);
}

async function json(address, body, headers = {}) {
  const response = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${address}: ${JSON.stringify(answer)}`);
  return answer;
}

const api = (rest) => `${server.address}/api/round/${round.interviewer.split('/').pop()}${rest}`;
const clock = (payload) => json(api('/entries'), { kind: 'clock', payload });
const now = async () => (await json(api(''))).now_ns;
const scrape = async (address) => (await fetch(address)).text();

/** A panel's last point, by the value of its label. */
async function panel(metric, at, by, where = { component: 'gateway', route }) {
  const query = { metric, where, by: [by], from_ns: at, to_ns: at, step_ns: 15 * second };
  const { series } = await json(api('/query'), query);
  return new Map(series.map((one) => [one.labels[by], one.values.at(-1)]));
}

/** An instant query, by the value of a label. */
async function promql(query, by) {
  const address = `${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
  const { data } = await json(address);
  return new Map(data.result.map((one) => [one.metric[by], Number(one.value[1])]));
}

/** Waits until Prometheus has scraped what the round shows now; the time to ask it for that. */
async function scraped() {
  const total = (text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('http_requests_total{'))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  const wanted = total(await scrape(round.metrics));
  return until(`${wanted} requests scraped`, async () => {
    const at = Date.now() / 1000;
    const found = await promql(`sum(http_requests_total @ ${at})`, 'none');
    return found.get(undefined) === wanted && at;
  });
}

function sameNumbers(found, wanted, tolerance, what) {
  assert.ok(wanted.size > 0, `${what}: no series`);
  for (const [label, value] of wanted) {
    const other = found.get(label) ?? 0;
    const scale = Math.max(Math.abs(value), 1e-9);
    assert.ok(
      Math.abs(other - value) <= tolerance * scale,
      `${what} of ${label}: Prometheus says ${other}, the dashboard ${value}`,
    );
  }
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function startPrometheus() {
  const folder = temporaryFolder();
  const target = new URL(server.address).host;
  const job = (name, path) =>
    `  - job_name: ${name}\n    metrics_path: ${path}\n    static_configs: [{targets: ["${target}"]}]\n`;
  const config = join(folder, 'prometheus.yml');
  writeFileSync(
    config,
    'global: {scrape_interval: 1s}\nscrape_configs:\n' +
      job('round', new URL(round.metrics).pathname) +
      job('server', '/metrics'),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  process.on('exit', () => child.kill('SIGKILL'));
  prometheus = `http://${address}`;
  await until('Prometheus is ready', () =>
    fetch(`${prometheus}/-/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return child;
}

let child;

before(async () => {
  const data = temporaryFolder();
  server = await startServer(data);
  const key = readFileSync(join(data, 'operator.key'), 'utf8').trim();
  round = await json(
    `${server.address}/api/rounds`,
    { scenario: 'ledger-minor-units', level: 'mid', seed: 5 },
    { Authorization: `Bearer ${key}` },
  );
  child = await startPrometheus();
  await clock({ to: 'start' });
  await clock({ to: 'pause' });
});

after(async () => {
  child?.kill('SIGKILL');
  await server?.stop();
});

test('promtool finds nothing in the text of a round and of the server', async () => {
  for (const address of [round.metrics, `${server.address}/metrics`]) {
    const input = await scrape(address);
    assert.match(input, /^# TYPE /m);
    const checked = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    assert.equal(checked.stdout + checked.stderr, '', address);
    assert.equal(checked.status, 0, address);
  }
});

test('over the same minute, Prometheus and the dashboard come to the same numbers', async () => {
  // The clock is paused and skips a minute between two scrapes: both see exactly that minute.
  await clock({ to: 'skip', until_ns: 300 * second });
  const from = await scraped();
  await clock({ to: 'skip', until_ns: 360 * second });
  const to = await scraped();
  const increase = (series, by) =>
    `(sum by (${by}) (${series} @ ${to}) - sum by (${by}) (${series} @ ${from}))`;
  const labels = `component="gateway",route="${route}"`;
  const requests = `http_requests_total{${labels}}`;
  const at = 360 * second;
  sameNumbers(
    await promql(`${increase(requests, 'region')} / 60`, 'region'),
    await panel('request_rate', at, 'region'),
    1e-9,
    'request rate',
  );
  const failed = `http_requests_total{${labels},code=~"5.."}`;
  sameNumbers(
    await promql(`${increase(failed, 'region')} / ${increase(requests, 'region')}`, 'region'),
    await panel('error_ratio', at, 'region'),
    1e-9,
    'error ratio',
  );
  const buckets = `http_request_duration_seconds_bucket{${labels}}`;
  for (const [metric, quantile] of [
    ['latency_p50', 0.5],
    ['latency_p95', 0.95],
    ['latency_p99', 0.99],
  ]) {
    sameNumbers(
      await promql(`histogram_quantile(${quantile}, ${increase(buckets, 'region, le')})`, 'region'),
      await panel(metric, at, 'region'),
      1e-9,
      metric,
    );
  }
});

test('at full speed, rate() and histogram_quantile() agree with the dashboard', async () => {
  const start = await now();
  await clock({ to: 'resume' });
  await until('eighty seconds later', async () => (await now()) >= start + 80 * second);
  // Scrapes see the counters move every five seconds, so that a window of a minute may hold one
  // step more or less: a twelfth, for a rate. A quantile does not depend on how many there are.
  const labels = 'component="gateway"';
  const rate = (series) => `sum by (region) (rate(${series}[60s]))`;
  const rates = await promql(rate(`http_requests_total{${labels}}`), 'region');
  const at = await now();
  sameNumbers(
    rates,
    await panel('request_rate', at, 'region', { component: 'gateway' }),
    0.1,
    'rate()',
  );
  const balance = { component: 'gateway', route: 'GET /accounts/{id}/balance' };
  const buckets = `http_request_duration_seconds_bucket{${labels},route="${balance.route}"}`;
  sameNumbers(
    await promql(`histogram_quantile(0.5, sum by (region, le) (rate(${buckets}[60s])))`, 'region'),
    await panel('latency_p50', await now(), 'region', balance),
    0.1,
    'histogram_quantile()',
  );
  const scrapes = await promql('count_over_time(up[70s])', 'job');
  assert.ok(scrapes.get('round') >= 50, `${scrapes.get('round')} scrapes in 70 s`);
});
