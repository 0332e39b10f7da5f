import { Empty } from '../widgets/states';

export function OperatorPage() {
  return <Empty title="ThreeAM" />;
}
