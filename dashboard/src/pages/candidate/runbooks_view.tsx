import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { Markdown } from '../../widgets/markdown_view';
import { Empty } from '../../widgets/states';
import { LookBody, ViewFrame } from './view_frame';

export function RunbooksView({ desk }: { desk: Desk }) {
  const { runbooks } = desk.round.scenario;
  const chosen = runbooks.find((one) => one.id === place.value.params.get('runbook'));
  return (
    <ViewFrame title="Runbooks">
      {runbooks.length === 0 && <Empty title="Nobody has written one for this system." />}
      <div class="pick-list">
        {runbooks.map((one) => (
          <button
            key={one.id}
            type="button"
            class="pick"
            aria-pressed={one === chosen}
            onClick={() => go('runbooks', { runbook: one.id }, true)}
          >
            <b>{one.title}</b>
          </button>
        ))}
      </div>
      {chosen && <RunbookPart key={chosen.id} desk={desk} runbook={chosen.id} />}
    </ViewFrame>
  );
}

function RunbookPart({ desk, runbook }: { desk: Desk; runbook: string }) {
  const looking = useLook(desk.round, runbook, () => ({ what: 'runbook' as const, runbook }), {
    refresh: false,
  });
  return (
    <section class="card">
      <LookBody looking={looking}>{(shown) => <Markdown text={shown.text} />}</LookBody>
    </section>
  );
}
