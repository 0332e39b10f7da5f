// After the end: thanks, and the story. Nothing can be looked up any more, and nothing is judged here.
import { formatOffset } from '../../base/format';
import type { Desk } from '../../state/desk';
import { Story } from './story';

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function Finished({ desk }: { desk: Desk }) {
  const { round } = desk;
  const entries = round.entries.value;
  const looks = entries.filter((entry) => entry.kind === 'look').length;
  const acts = entries.filter((entry) => entry.kind === 'do').length;
  const { hypotheses, updates } = desk.notebook.value;
  const facts = [
    `${formatOffset(round.now.value)} on the clock`,
    count(looks, 'look'),
    count(hypotheses.length, 'hypothesis', 'hypotheses'),
    count(acts, 'action'),
    count(updates.length, 'update'),
  ];
  return (
    <section class="view finished" aria-label="The round is over">
      <h2>The round is over</h2>
      <p>
        Thank you. Your interviewer has the whole record; you can talk it through together from
        here. Nothing more is recorded.
      </p>
      <p class="soft">{facts.join(' · ')}</p>
      <Story desk={desk} />
    </section>
  );
}
