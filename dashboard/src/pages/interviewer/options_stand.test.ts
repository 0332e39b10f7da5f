import { expect, test } from 'vitest';
import { decode } from '../../wire/decode';
import { options as shape } from '../../wire/decode_review';
import { optionsStand } from './options_stand';

const option = {
  id: 'roll_back',
  actions: [{ action: 'rollback-ledger', after_ns: 0 }],
  harm_units: 12,
  harm: { failed_requests: 12 },
  restored_ns: null,
  harm_over_lucks: { mean: 14, low: 10, high: 18 },
  recovers: { mean: 0, low: 0, high: 0.43 },
};
const empty = { at_ns: null, computing: true, progress: 0.5, lucks: 0, options: [] };
const broken = { code: 'malformed', message: 'expected text' };

test('an option as the server tells it, with its actions and their delays, is taken', () => {
  const read = decode(shape, { at_ns: 5e9, computing: false, lucks: 5, options: [option] });
  expect(read).toMatchObject({ ok: true, value: { lucks: 5, options: [option] } });
});

test('before the first answer it says what is the matter, never for ever that it is coming', () => {
  const title = (stand: ReturnType<typeof optionsStand>) =>
    stand.kind === 'none' ? stand.title : stand.kind;
  expect(title(optionsStand({ answer: null, error: null }, 'waiting'))).toContain('once');
  expect(title(optionsStand({ answer: empty, error: null }, 'running'))).toContain('being');
  const idle = { ...empty, computing: false };
  expect(title(optionsStand({ answer: idle, error: null }, 'running'))).toContain('busy');
  expect(title(optionsStand({ answer: idle, error: null }, 'finished'))).toContain('ended');
  const failed = optionsStand({ answer: empty, error: broken }, 'running');
  expect(failed).toMatchObject({ title: 'It could not be computed.' });
  expect(failed).toMatchObject({ more: expect.stringContaining('expected text') });
});

test('while the first answer is computed it says how far it is; a failure has no progress', () => {
  expect(optionsStand({ answer: empty, error: null }, 'running')).toMatchObject({ progress: 0.5 });
  expect(optionsStand({ answer: empty, error: broken }, 'running')).toMatchObject({
    progress: null,
  });
});

test('an old answer stays when the next one fails, and says that it is old', () => {
  const answer = { at_ns: 5e9, computing: false, progress: null, lucks: 5, options: [option] };
  const stand = optionsStand({ answer, error: broken }, 'running');
  expect(stand).toMatchObject({ kind: 'ready', at_ns: 5e9, lucks: 5, stale: 'expected text' });
});
