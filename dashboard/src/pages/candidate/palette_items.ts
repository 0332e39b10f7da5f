// Everything one can go to or do, by name.
import type { Desk } from '../../state/desk';
import { exploreOf, exploreToParams } from '../../state/explore';
import { go, resume } from '../../state/place';
import { toggleTheme } from '../../state/theme';
import type { PaletteItem } from '../../widgets/palette';
import { acknowledge, canSpeak } from './alert_line';
import { kViews } from './views';

export function paletteItems(desk: Desk): PaletteItem[] {
  if (desk.round.state.peek() === 'waiting') return toolItems(desk);
  return [
    ...viewItems(),
    ...(canSpeak(desk) ? doItems(desk) : []),
    ...lookItems(desk),
    ...toolItems(desk),
  ];
}

function viewItems(): PaletteItem[] {
  return kViews.map((view) => ({
    id: `view ${view.id}`,
    group: 'Go to',
    title: view.title,
    detail: view.about,
    keys: view.key,
    run: () => resume(view.id),
  }));
}

function doItems(desk: Desk): PaletteItem[] {
  const form = (id: string, title: string, keys: string): PaletteItem => ({
    id: `say ${id}`,
    group: 'Say',
    title,
    keys,
    run: () => (desk.form.value = id),
  });
  return [
    ...desk.round.scenario.actions.map((action) => ({
      id: `do ${action.id}`,
      group: 'Do',
      title: action.label,
      detail: action.does,
      run: () => (desk.open.value = { kind: 'action', action: action.id }),
    })),
    {
      id: 'say acknowledge',
      group: 'Say',
      title: 'Acknowledge the page',
      keys: 'a',
      run: () => void acknowledge(desk),
    },
    form('hypothesis', 'New hypothesis', 'h'),
    form('estimate', 'Blast radius', 'e'),
    form('prediction', 'Prediction', 'p'),
    form('update', 'Update', 'u'),
    {
      id: 'say resolved',
      group: 'Say',
      title: 'Resolve the incident',
      keys: 'c',
      run: () => (desk.open.value = { kind: 'close', how: 'resolved' }),
    },
    {
      id: 'say handover',
      group: 'Say',
      title: 'Hand over',
      run: () => (desk.open.value = { kind: 'close', how: 'handover' }),
    },
  ];
}

function lookItems(desk: Desk): PaletteItem[] {
  const { scenario, metrics_catalogue } = desk.round.opening;
  return [
    ...metrics_catalogue.map((info) => ({
      id: `metric ${info.name}`,
      group: 'Metric',
      title: info.title,
      detail: info.group,
      run: () => go('metrics', exploreToParams(exploreOf(info, desk.focus.peek()))),
    })),
    ...scenario.runbooks.map((runbook) => ({
      id: `runbook ${runbook.id}`,
      group: 'Runbook',
      title: runbook.title,
      run: () => go('runbooks', { runbook: runbook.id }),
    })),
    ...scenario.datasets.map((dataset) => ({
      id: `data ${dataset.name}`,
      group: 'Data',
      title: `Count the rows of ${dataset.name}`,
      detail: dataset.about,
      run: () => go('data', { dataset: dataset.name }),
    })),
    ...scenario.components.map((component) => ({
      id: `component ${component.name}`,
      group: 'Component',
      title: component.name,
      detail: component.about,
      run: () => go('map', { component: component.name }),
    })),
    ...scenario.people.map((person) => ({
      id: `person ${person.name}`,
      group: 'Person',
      title: person.name,
      detail: person.role,
      run: () => go('people'),
    })),
  ];
}

function toolItems(desk: Desk): PaletteItem[] {
  return [
    {
      id: 'brief',
      group: 'Tool',
      title: 'Brief',
      detail: 'what you were told before the start, what is recorded, the rules',
      keys: 'b',
      run: () => (desk.open.value = { kind: 'brief' }),
    },
    {
      id: 'keys',
      group: 'Tool',
      title: 'Keys and rules',
      keys: '?',
      run: () => (desk.open.value = { kind: 'keys' }),
    },
    {
      id: 'theme',
      group: 'Tool',
      title: 'Change the theme',
      detail: 'dark or light',
      run: toggleTheme,
    },
  ];
}
