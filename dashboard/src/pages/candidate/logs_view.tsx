import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { parseRequest } from '../../base/format';
import { LogLines, logSummary } from '../../panels/log_lines';
import { useLook } from '../../panels/use_look';
import type { Desk } from '../../state/desk';
import { go, place } from '../../state/place';
import { Button } from '../../widgets/button';
import { Choice, Select, TextField } from '../../widgets/field';
import type { LogLine } from '../../wire/types';
import { rangeFrom, SpanChoice, spanNow, withParams } from './span';
import { AsOf, LookBody, ViewFrame } from './view_frame';

const kLevels = [
  { value: '', label: 'All' },
  { value: 'error', label: 'Error' },
  { value: 'warn', label: 'Warn' },
  { value: 'info', label: 'Info' },
];

// Lines do not run away from under who reads them: scrolled down, or walking the rows.
function isReading(): boolean {
  const scrolled = (document.querySelector('.view-area')?.scrollTop ?? 0) > 40;
  return scrolled || document.activeElement?.closest('.log-lines') != null;
}

export function LogsView({ desk }: { desk: Desk }) {
  const { params } = place.value;
  const { scenario } = desk.round;
  const asked = {
    search: params.get('search') ?? '',
    level: params.get('level') ?? '',
    component: params.get('component') ?? '',
    region: params.get('region') ?? '',
  };
  const range = rangeFrom(params);
  const [search, setSearch] = useState(asked.search);
  const held = useSignal(false);
  useEffect(() => setSearch(asked.search), [asked.search]);
  const set = (next: Record<string, string>) => go('logs', withParams(params, next), true);
  const looking = useLook(
    desk.round,
    JSON.stringify([asked, range, desk.refresh.value]),
    () => ({
      what: 'logs' as const,
      search: asked.search,
      ...(asked.level ? { level: asked.level } : {}),
      ...(asked.component ? { component: asked.component } : {}),
      ...(asked.region ? { region: asked.region } : {}),
      ...spanNow(desk, range),
    }),
    { refresh: 'last_s' in range, isHidden: () => document.hidden || held.peek() || isReading() },
  );

  return (
    <ViewFrame
      title="Logs"
      controls={
        <>
          <form
            class="search"
            onSubmit={(event) => {
              event.preventDefault();
              const request = parseRequest(search);
              if (request !== null) go('traces', { request });
              else set({ search });
            }}
          >
            <TextField
              label="Search the text"
              quiet
              type="search"
              value={search}
              onInput={setSearch}
              placeholder="Words in the text, or a request’s id; Enter searches"
            />
            {search !== asked.search && (
              <Button type="submit" keys="↵">
                Search
              </Button>
            )}
          </form>
          <Choice
            label="Level"
            value={asked.level}
            options={kLevels}
            onChange={(level) => set({ level })}
          />
          <Select
            label="Component"
            quiet
            value={asked.component}
            options={[
              { value: '', label: 'every component' },
              ...scenario.components.map((one) => one.name),
            ]}
            onChange={(component) => set({ component })}
          />
          <Select
            label="Region"
            quiet
            value={asked.region}
            options={[{ value: '', label: 'every region' }, ...scenario.regions]}
            onChange={(region) => set({ region })}
          />
          <SpanChoice range={range} onChange={set} />
          {(held.value || !('last_s' in range)) && <AsOf desk={desk} looking={looking} />}
          {'last_s' in range && (
            <Button aria-pressed={held.value} onClick={() => (held.value = !held.value)}>
              {held.value ? 'Follow' : 'Hold'}
            </Button>
          )}
        </>
      }
    >
      <LookBody looking={looking}>
        {(shown) => (
          <div class={looking.settled ? '' : 'dimmed-body'}>
            <p class="soft small log-summary">{logSummary(shown)} A line opens its request.</p>
            <LogLines
              shown={shown}
              pageClockS={desk.round.opening.page_clock_s}
              onOpen={(line: LogLine) => {
                if (line.request !== '') go('traces', { request: line.request });
              }}
            />
          </div>
        )}
      </LookBody>
    </ViewFrame>
  );
}
