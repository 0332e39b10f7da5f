import type { Round } from '../state/round';
import { Empty } from '../widgets/states';

export function CandidatePage({ round }: { round: Round }) {
  return <Empty title={round.opening.title} />;
}
