import type { Round } from '../state/round';
import { Empty } from '../widgets/states';

export function InterviewerPage({ round }: { round: Round }) {
  return <Empty title={round.opening.title} />;
}
