// Journals as a forger would leave them.
import { createHash } from 'node:crypto';

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Makes every line follow from the one before again. */
export function rechained(edited) {
  let prev = sha256(edited[0]);
  return edited.map((line, index) => {
    if (index === 0) return line;
    const open = line.replace(/"hash":"[0-9a-f]{64}",/, '').replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`);
    prev = sha256(prev + open);
    return open.replace('"kind":', `"hash":"${prev}","kind":`);
  });
}
