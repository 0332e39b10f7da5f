import { DataRows } from '../../panels/data_rows';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { Empty } from '../../widgets/states';
import { LookBody, ViewFrame } from './view_frame';

export function DataView({ desk }: { desk: Desk }) {
  const { datasets } = desk.round.scenario;
  const chosen = datasets.find((one) => one.name === place.value.params.get('dataset'));
  return (
    <ViewFrame title="Data" note="Counts the rows of a dataset by region and format.">
      {datasets.length === 0 && <Empty title="This system keeps no data that can be counted." />}
      <div class="pick-list">
        {datasets.map((one) => (
          <button
            key={one.name}
            type="button"
            class="pick"
            aria-pressed={one === chosen}
            onClick={() => go('data', { dataset: one.name }, true)}
          >
            <b>{one.name}</b>
            {one.stored_in && <span class="soft">in {one.stored_in}</span>}
          </button>
        ))}
      </div>
      {chosen && <DatasetPart key={chosen.name} desk={desk} dataset={chosen.name} />}
      {!chosen && datasets.length > 0 && <p class="soft">Choose a dataset to count it.</p>}
    </ViewFrame>
  );
}

function DatasetPart({ desk, dataset }: { desk: Desk; dataset: string }) {
  const looking = useLook(desk.round, dataset, () => ({ what: 'data_check' as const, dataset }));
  return <LookBody looking={looking}>{(shown) => <DataRows shown={shown} />}</LookBody>;
}
