import { useEffect } from 'preact/hooks';
import { TraceTable } from '../../panels/trace_table';
import { useLook } from '../../panels/use_look';
import { Waterfall } from '../../panels/waterfall';
import { triesText } from '../../panels/waterfall_layout';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { Choice, Select } from '../../widgets/field';
import { rangeFrom, SpanChoice, spanNow, withParams } from './span';
import { AsOf, LookBody, ViewFrame } from './view_frame';

const kWhich = [
  { value: 'failed', label: 'Failed' },
  { value: 'slow', label: 'Slow' },
  { value: 'any', label: 'Any' },
] as const;

type Which = (typeof kWhich)[number]['value'];

export function TracesView({ desk }: { desk: Desk }) {
  const { params } = place.value;
  const { scenario } = desk.round;
  const request = params.get('request');
  const which: Which = kWhich.find((one) => one.value === params.get('which'))?.value ?? 'failed';
  const asked = {
    component: params.get('component') ?? '',
    route: params.get('route') ?? '',
    region: params.get('region') ?? '',
  };
  const range = rangeFrom(params);
  const set = (next: Record<string, string>) => go('traces', withParams(params, next), true);
  const looking = useLook(
    desk.round,
    JSON.stringify([which, asked, range, desk.refresh.value]),
    () => ({
      what: 'traces' as const,
      which,
      ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '')),
      ...spanNow(desk, range),
    }),
    { refresh: false },
  );
  const every = (word: string, names: readonly string[]) => [{ value: '', label: word }, ...names];

  return (
    <ViewFrame
      title="Traces"
      controls={
        <>
          <Choice
            label="Which"
            value={which}
            options={kWhich}
            onChange={(value) => set({ which: value })}
          />
          <Select
            label="Route"
            quiet
            value={asked.route}
            options={every(
              'every route',
              scenario.routes.map((one) => one.route),
            )}
            onChange={(route) => set({ route })}
          />
          <Select
            label="Component"
            quiet
            value={asked.component}
            options={every(
              'every component',
              scenario.components.map((one) => one.name),
            )}
            onChange={(component) => set({ component })}
          />
          <Select
            label="Region"
            quiet
            value={asked.region}
            options={every('every region', scenario.regions)}
            onChange={(region) => set({ region })}
          />
          <SpanChoice range={range} onChange={set} />
          <AsOf desk={desk} looking={looking} />
        </>
      }
    >
      <div class="split-view">
        {request !== null && <TracePart desk={desk} request={request} />}
        <div class={looking.settled ? '' : 'dimmed-body'}>
          <LookBody looking={looking}>
            {(shown) => (
              <TraceTable
                shown={shown}
                pageClockS={desk.round.opening.page_clock_s}
                selected={request}
                tries={desk.tries.value}
                onOpen={(chosen) => set({ request: chosen })}
              />
            )}
          </LookBody>
        </div>
      </div>
    </ViewFrame>
  );
}

function TracePart({ desk, request }: { desk: Desk; request: string }) {
  const looking = useLook(desk.round, request, () => ({ what: 'trace' as const, request }), {
    refresh: false,
  });
  useEffect(() => {
    if (looking.shown) desk.keepTries(looking.shown.request, triesText(looking.shown.spans));
  }, [looking.shown]);
  return (
    <section class="card" aria-label="One request">
      <LookBody looking={looking}>
        {(shown) => <Waterfall key={shown.request} shown={shown} />}
      </LookBody>
    </section>
  );
}
