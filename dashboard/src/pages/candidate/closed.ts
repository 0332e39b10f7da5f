// Where the end of the incident stands: what was said of it, and what that leaves open. Pure.
import { formatOffset } from '../../base/format';
import type { Notebook } from '../../state/notebook';

// The first line is what was said, the second what can still be done; none while nothing was said.
export function closedLines(book: Notebook, over: boolean): string[] {
  const { resolved, handover } = book;
  const said = [
    resolved && `You said at ${formatOffset(resolved.time_ns)} that it is resolved`,
    handover && `${resolved ? 'handed' : 'You handed'} over at ${formatOffset(handover.time_ns)}`,
  ].filter(Boolean);
  if (said.length === 0) return [];
  const left = handover ? '' : ' A hand-over is still open (c).';
  const goesOn = `The round goes on until the interviewer ends it: you can look, act and say more.${left}`;
  return [`${said.join('; ')}.`, ...(over ? [] : [goesOn])];
}
