// Before the score: the reviewer's own rating, blind.
import type { RatingsHandle } from '../../state/ratings';
import type { Round } from '../../state/round';
import { Ratings } from '../../widgets/ratings';
import { Empty } from '../../widgets/states';

export function RateFirst({ round, ratings }: { round: Round; ratings: RatingsHandle }) {
  if (round.state.value === 'waiting') {
    return <Empty title="The round has not started.">It can be replayed as it goes on.</Empty>;
  }
  return (
    <>
      <div class="rate-first">
        <h3>Rate first</h3>
        <p class="soft">
          You see everything that the candidate did, to their last word. What the cause was, what
          came of the last decision, the score, and what the interviewer thought are covered until
          your own rating is locked, so that decisions are judged by what was known when they were
          made.
        </p>
      </div>
      <Ratings
        round={round}
        ratings={ratings}
        lockNote="Leave out what you did not observe. Locking uncovers the rest and is final."
      />
    </>
  );
}
