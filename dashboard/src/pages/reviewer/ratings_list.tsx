// The ratings side by side, once the reviewer's own is locked.
import { inOrder, ratingsBy } from '../../widgets/ratings_state';
import { kDimensions } from '../../widgets/rubric';
import { Section } from '../../widgets/world_state';
import type { Entry } from '../../wire/types';

export function RatingsList({ entries }: { entries: readonly Entry[] }) {
  const mine = ratingsBy(entries, 'reviewer');
  const theirs = ratingsBy(entries, 'interviewer');
  const words = [...inOrder(theirs).map((one) => ({ ...one, who: 'Interviewer' }))]
    .concat(inOrder(mine).map((one) => ({ ...one, who: 'You' })))
    .filter(({ text }) => text !== '');
  return (
    <Section title="Ratings by people">
      <table class="table" aria-label="Ratings by people">
        <thead>
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col" class="number">
              You
            </th>
            <th scope="col" class="number">
              Interviewer
            </th>
          </tr>
        </thead>
        <tbody>
          {kDimensions.map(({ id, title }) => (
            <tr key={id}>
              <td>{title}</td>
              <td class="number">{mine.get(id)?.points ?? '–'}</td>
              <td class="number">{theirs.get(id)?.points ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {words.map(({ who, dimension, text }) => (
        <p key={`${who}/${dimension}`} class="section-text">
          <span class="soft">
            {who}, {dimension.replaceAll('_', ' ')}:
          </span>{' '}
          {text}
        </p>
      ))}
    </Section>
  );
}
