import { CallTable, ComponentFacts, ServiceMap } from '../../panels/service_map';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { LookBody, ViewFrame } from './view_frame';

export function MapView({ desk }: { desk: Desk }) {
  const { scenario } = desk.round;
  const chosen = place.value.params.get('component');
  const looking = useLook(desk.round, 'topology', () => ({ what: 'topology' }));
  const queues = scenario.queues.map((queue) => ({
    name: queue.name,
    consumer: queue.consumer,
    publishers: scenario.publishes.filter((one) => one.queue === queue.name).map((one) => one.from),
  }));
  return (
    <ViewFrame
      title="Map"
      note="The last minute, as the callers met it; p99 where the calls arrive."
    >
      <LookBody looking={looking}>
        {(shown) => {
          const component = shown.components.find((one) => one.name === chosen);
          return (
            <div class="split-view">
              <section class="card">
                <ServiceMap
                  shown={shown}
                  queues={queues}
                  selected={chosen}
                  onSelect={(name) => go('map', { component: name }, true)}
                />
              </section>
              {component && (
                <section class="card">
                  <ComponentFacts component={component} />
                </section>
              )}
              <CallTable shown={shown} />
            </div>
          );
        }}
      </LookBody>
    </ViewFrame>
  );
}
