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
      <p>Thank you. The clock stands, and nothing more can be looked at or done.</p>
      <h3>What happens now</h3>
      <ol class="finished-next">
        <li>You and your interviewer talk the round through. Nothing of that is recorded here.</li>
        <li>
          What you looked at, said and did is kept, as it stands below. Your interviewer, and a
          reviewer where there is one, rate it by a written scale, blind to each other.
        </li>
        <li>You can close this page. The link shows this for as long as the round is kept.</li>
      </ol>
      <h3>What you looked at, said and did</h3>
      <p class="soft">{facts.join(' · ')}</p>
      <Story desk={desk} />
    </section>
  );
}
