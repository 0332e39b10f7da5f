// The candidate's page: the system on the left, the notebook on the right, actions below.
import { effect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatOffset } from '../base/format';
import { Desk } from '../state/desk';
import { bindKeys, type KeyMap } from '../state/keys';
import { formatPlace, go, place, resume, startPlace } from '../state/place';
import type { Round } from '../state/round';
import { Guard } from '../widgets/guard';
import { Palette } from '../widgets/palette';
import { ActionSheet } from './candidate/action_sheet';
import { ActionsBar } from './candidate/actions_bar';
import { AlertLine, acknowledge, canSpeak } from './candidate/alert_line';
import { Banners, markNewestRead } from './candidate/banners';
import { BriefDialog } from './candidate/brief';
import { watchRoom } from './candidate/charts';
import { ChangesView } from './candidate/changes_view';
import { CloseDialog } from './candidate/close_dialog';
import { DataView } from './candidate/data_view';
import { Finished } from './candidate/finished';
import { FlagsView } from './candidate/flags_view';
import { Head } from './candidate/head';
import { KeysDialog } from './candidate/keys_help';
import { LogsView } from './candidate/logs_view';
import { MapView } from './candidate/map_view';
import { MetricsView } from './candidate/metrics_view';
import { Notebook } from './candidate/notebook';
import { OverviewView } from './candidate/overview_view';
import { paletteItems } from './candidate/palette_items';
import { PeopleView } from './candidate/people_view';
import { RunbooksView } from './candidate/runbooks_view';
import { TracesView } from './candidate/traces_view';
import { kViews } from './candidate/views';
import { Waiting } from './candidate/waiting';
import './candidate/candidate.css';

const kViewOf: Record<string, ComponentType<{ desk: Desk }>> = {
  overview: OverviewView,
  metrics: MetricsView,
  logs: LogsView,
  traces: TracesView,
  changes: ChangesView,
  map: MapView,
  data: DataView,
  flags: FlagsView,
  runbooks: RunbooksView,
  people: PeopleView,
};

export function CandidatePage({ round }: { round: Round }) {
  const desk = useMemo(() => new Desk(round), [round]);
  useEffect(startPlace, []);
  useEffect(() => desk.start(), [desk]);
  useEffect(() => bindKeys(keysOf(desk)), [desk]);
  useEffect(() => keepTitle(round), [round]);
  const waiting = round.state.value === 'waiting';
  return (
    <>
      {waiting ? <Waiting desk={desk} /> : <DeskPage desk={desk} />}
      <Overlays desk={desk} />
    </>
  );
}

// Once every second: in the tab one sees how long it has been going on.
function keepTitle(round: Round): () => void {
  return effect(() => {
    const waiting = round.state.value === 'waiting';
    document.title = waiting
      ? 'ThreeAM'
      : `${formatOffset(round.now.value)} ${round.opening.title}`;
  });
}

function keysOf(desk: Desk): KeyMap {
  const form = (name: string) => () => {
    if (!canSpeak(desk)) return;
    desk.form.value = name;
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('.note-form [data-focused]')?.focus(),
    );
  };
  const keys: KeyMap = {
    'ctrl+k': () =>
      (desk.open.value = { kind: desk.open.peek().kind === 'palette' ? 'none' : 'palette' }),
    '?': () => (desk.open.value = { kind: 'keys' }),
    b: () => (desk.open.value = { kind: 'brief' }),
    m: () => markNewestRead(desk),
    a: () => void acknowledge(desk),
    h: form('hypothesis'),
    e: form('estimate'),
    p: form('prediction'),
    u: form('update'),
    s: () => focusOn('.notebook [role="radio"]:enabled'),
    d: () => focusOn('.actions-bar button'),
    c: () => {
      const { resolved, handover } = desk.notebook.peek();
      const how = resolved && !handover ? 'handover' : 'resolved';
      if (canSpeak(desk)) desk.open.value = { kind: 'close', how };
    },
    '/': () => {
      go('logs');
      requestAnimationFrame(() =>
        document.querySelector<HTMLInputElement>('.search input')?.focus(),
      );
    },
    r: () => desk.refresh.value++,
    Escape: () => (desk.form.value = ''),
  };
  for (const view of kViews) {
    const show = () => {
      if (place.peek().view !== view.id) resume(view.id);
      else focusList();
    };
    keys[view.key] = show;
    keys[`g ${view.letter}`] = show;
  }
  return keys;
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

const kRow = '.view-area .table-open, .view-area .pick';

// The row that one was at, or the first, or the view where there is no list.
function focusList(): void {
  const to =
    document.querySelector<HTMLElement>(`.view-area tr.selected .table-open`) ??
    document.querySelector<HTMLElement>(kRow) ??
    document.querySelector<HTMLElement>('.view-area');
  to?.focus();
}

// What is picked from a row of buttons is walked as a table is.
function walkPicks(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowRight: 1, j: 1, ArrowUp: -1, ArrowLeft: -1, k: -1 }[event.key];
  const here = event.target instanceof Element ? event.target.closest('.pick') : null;
  if (!step || !here || event.ctrlKey || event.metaKey) return;
  const next = step > 0 ? here.nextElementSibling : here.previousElementSibling;
  event.preventDefault();
  if (next instanceof HTMLElement) next.focus();
}

// A view that was gone to has the focus before its list is there: the list's keys work from it.
function enterList(event: KeyboardEvent): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
  if (!['ArrowDown', 'Enter', 'j'].includes(event.key)) return;
  const row = document.querySelector<HTMLElement>(kRow);
  if (!row) return;
  event.preventDefault();
  row.focus();
  if (event.key === 'Enter') row.click();
}

function DeskPage({ desk }: { desk: Desk }) {
  const finished = desk.round.state.value === 'finished';
  const View = kViewOf[place.value.view] ?? OverviewView;
  const title = kViews.find((view) => view.id === place.value.view)?.title ?? 'Overview';
  const main = useRef<HTMLElement>(null);
  useEffect(() => (main.current ? watchRoom(main.current) : undefined), []);
  const before = useRef(title);
  // Whoever goes somewhere by keyboard goes on from there.
  useEffect(() => {
    if (before.current === title) return;
    before.current = title;
    main.current?.scrollTo(0, 0);
    if (main.current?.contains(document.activeElement)) return;
    main.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class={finished ? 'desk over' : 'desk'}>
      <Head desk={desk} />
      <AlertLine desk={desk} />
      <Banners desk={desk} />
      {!finished && <Nav title={title} />}
      <main
        class="view-area scroll"
        tabIndex={-1}
        aria-label={title}
        ref={main}
        onKeyDown={(event) => {
          enterList(event);
          walkPicks(event);
        }}
      >
        <Guard key={title}>{finished ? <Finished desk={desk} /> : <View desk={desk} />}</Guard>
      </main>
      <Notebook desk={desk} />
      <ActionsBar desk={desk} />
    </div>
  );
}

function Nav({ title }: { title: string }) {
  return (
    <nav class="nav" aria-label="Views">
      {kViews.map((view) => (
        <a
          key={view.id}
          href={formatPlace(view.id, {})}
          aria-current={view.title === title ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            resume(view.id);
          }}
        >
          {view.title}
          <kbd aria-hidden="true">{view.key}</kbd>
        </a>
      ))}
    </nav>
  );
}

function Overlays({ desk }: { desk: Desk }) {
  const open = desk.open.value;
  const close = () => (desk.open.value = { kind: 'none' });
  switch (open.kind) {
    case 'palette':
      return (
        <Palette
          items={paletteItems(desk)}
          placeholder="Go to or do: view, metric, action, person"
          onClose={close}
        />
      );
    case 'keys':
      return <KeysDialog desk={desk} />;
    case 'brief':
      return <BriefDialog desk={desk} />;
    case 'action': {
      const action = desk.round.scenario.actions.find((one) => one.id === open.action);
      return action ? <ActionSheet desk={desk} action={action} /> : null;
    }
    case 'close':
      // Each in its own right: what was written to resolve is no hand-over.
      return <CloseDialog key={open.how} desk={desk} how={open.how} />;
    case 'none':
      return null;
  }
}
