import { useEffect } from 'preact/hooks';
import { ChangeList, Diff } from '../../panels/change_list';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { LookBody, ViewFrame } from './view_frame';

export function ChangesView({ desk }: { desk: Desk }) {
  const change = place.value.params.get('change');
  const looking = useLook(desk.round, 'changes', () => ({ what: 'changes' }));
  useEffect(() => {
    if (looking.shown) desk.changes.value = looking.shown.changes;
  }, [looking.shown]);
  return (
    <ViewFrame title="Changes" note="Once opened, changes are marked on the charts.">
      <LookBody looking={looking}>
        {(shown) => {
          const chosen = shown.changes.find((one) => one.id === change);
          return (
            <div class="split-view">
              {chosen?.has_diff && <DiffPart desk={desk} change={chosen.id} />}
              <ChangeList
                shown={shown}
                pageClockS={desk.round.opening.page_clock_s}
                selected={change}
                onOpen={(row) => go('changes', { change: row.id }, true)}
              />
            </div>
          );
        }}
      </LookBody>
    </ViewFrame>
  );
}

function DiffPart({ desk, change }: { desk: Desk; change: string }) {
  const looking = useLook(desk.round, change, () => ({ what: 'diff' as const, change }), {
    refresh: false,
  });
  return (
    <section class="card" aria-label="What was changed">
      <LookBody looking={looking}>{(shown) => <Diff shown={shown} />}</LookBody>
    </section>
  );
}
