// The ratings side by side, once the reviewer's own are locked; the debrief, once everybody's are.
import { significant } from '../../base/format';
import { debriefOpen, disputed, rangeText, raterTitle } from '../../widgets/ratings_state';
import { dimensionTitle, kDimensions } from '../../widgets/rubric';
import { Section } from '../../widgets/world_state';
import type { RaterShown, RoundRatings } from '../../wire/ratings';

export function RatingsList({ ratings }: { ratings: RoundRatings }) {
  const waits = ratings.debrief_waits_for;
  const open = debriefOpen(ratings);
  const shown = ratings.raters.filter((rater) => rater.ratings !== null);
  return (
    <Section
      title={open ? 'Debrief' : 'Ratings by people'}
      aside="mean and range as they are, not talked into one"
    >
      {open && (
        <p class="section-text debrief-open" role="status">
          <b>Debrief is open.</b> All who began to rate have locked: these are everybody’s ratings.
        </p>
      )}
      <div class="scroll" tabIndex={0} aria-label="Ratings by people">
        <RatingsTable ratings={ratings} shown={shown} />
      </div>
      {!open && (
        <p class="section-text soft">
          The debrief opens when all who began to rate have locked. Still to come:{' '}
          {waits.join(', ')}.
        </p>
      )}
      {ratings.third_rater && (
        <p class="section-text">
          Two points apart on {disputed(ratings).map(dimensionTitle).join(', ')}: a third person
          should rate this round, by the same link.
        </p>
      )}
      {open && <Words raters={shown} own={ratings.rater} />}
    </Section>
  );
}

function RatingsTable({ ratings, shown }: { ratings: RoundRatings; shown: RaterShown[] }) {
  return (
    <table class="table ratings-table" aria-label="Ratings by people">
      <thead>
        <tr>
          <th scope="col">Dimension</th>
          {shown.map((rater) => (
            <th key={`${rater.role}/${rater.rater}`} scope="col" class="number">
              {raterTitle(rater, ratings.rater)}
            </th>
          ))}
          <th scope="col" class="number">
            Mean
          </th>
          <th scope="col" class="number">
            Range
          </th>
        </tr>
      </thead>
      <tbody>
        {kDimensions.map(({ id, title }) => (
          <DimensionRow key={id} id={id} title={title} raters={shown} ratings={ratings} />
        ))}
      </tbody>
    </table>
  );
}

interface DimensionRowProps {
  id: string;
  title: string;
  raters: readonly RaterShown[];
  ratings: RoundRatings;
}

function DimensionRow({ id, title, raters, ratings }: DimensionRowProps) {
  const mean = ratings.dimensions?.find(({ dimension }) => dimension === id);
  return (
    <tr>
      <td>{title}</td>
      {raters.map((rater) => (
        <td key={`${rater.role}/${rater.rater}`} class="number">
          {rater.ratings?.[id]?.points ?? '–'}
        </td>
      ))}
      <td class="number">{mean && mean.mean !== null ? significant(mean.mean) : '–'}</td>
      <td class="number">{(mean && rangeText(mean)) || '–'}</td>
    </tr>
  );
}

function Words({ raters, own }: { raters: readonly RaterShown[]; own: string }) {
  return (
    <>
      {raters.flatMap((rater) =>
        kDimensions.map(({ id, title }) => {
          const text = rater.ratings?.[id]?.text ?? '';
          return text === '' ? null : (
            <p key={`${rater.role}/${rater.rater}/${id}`} class="section-text">
              <span class="soft">
                {raterTitle(rater, own)}, {title.toLowerCase()}:
              </span>{' '}
              {text}
            </p>
          );
        }),
      )}
    </>
  );
}
