// The real binary, for tests in Node: one verb at a time, or a server for as long as a test needs it.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const source = process.env.THREEAM_SOURCE;
const binary = process.env.THREEAM;

/** Runs `threeam ARGS` to its end, with nothing to read. */
export function threeam(...args) {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, THREEAM_KEY: '' } };
  return new Promise((resolve) => {
    const child = execFile(binary, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr });
    });
    child.stdin.end();
  });
}

/** A folder that is gone at the end of the process. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'threeam-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server on a port of the system's choice; resolves once it answers. */
export async function startServer(data, ...more) {
  const args = ['serve', '--listen', '127.0.0.1:0', '--data', data, '--scenarios', join(source, 'scenarios')];
  const child = spawn(binary, [...args, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const lines = createInterface({ input: child.stdout });
  const address = await Promise.race([
    new Promise((resolve) => {
      lines.on('line', (line) => {
        const found = /^listening on (\S+)$/.exec(line);
        if (found) resolve(found[1]);
      });
    }),
    ended.then((status) => Promise.reject(new Error(`the server ended with ${status} before it listened`))),
  ]);
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { address, stop, pid: child.pid };
}
