// Where the causal chain stands now. The chain is prose; the names in it (components, versions,
// regions) are the scenario's, so the live numbers of what a step speaks of can be set beside it.
// Pure.
import { formatDuration, formatRatio, kSecond } from '../../base/format';
import type { QueryResult, VersionState } from '../../wire/types';

export interface Reading {
  // The labels that the reading is of; empty where it is of all.
  component: string;
  queue: string;
  region: string;
  value: number;
}

export interface Facts {
  regions: readonly string[];
  components: readonly string[];
  // Queue -> the component that consumes it.
  queues: ReadonlyMap<string, string>;
  versions: readonly VersionState[];
  // Share of requests that fail, by component and region.
  errors: readonly Reading[];
  // Age of the oldest message in seconds, by queue and region.
  ages: readonly Reading[];
  // The failing share that users meet, by region.
  users: readonly Reading[];
}

export interface Standing {
  // burning: what the step says holds now. calm: it does not. unknown: no number speaks of it.
  state: 'burning' | 'calm' | 'unknown';
  facts: string[];
}

// From here on a share or an age counts as trouble: what an alert would say, roughly.
const kFailing = 0.01;
const kWaitingS = 60;

function mentions(step: string, name: string): boolean {
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${quoted}(?![\\w-]|\\.\\d)`).test(step);
}

// The last value of each series.
export function readings(result: QueryResult): Reading[] {
  return result.series.flatMap(({ labels, values }) => {
    const value = values.filter((v) => v !== null).at(-1);
    if (value === undefined) return [];
    return {
      component: labels['component'] ?? '',
      queue: labels['queue'] ?? '',
      region: labels['region'] ?? '',
      value,
    };
  });
}

interface Fact {
  head: string; // facts with the same head become one: "failing 12 % in eu-west, 0 % in us-east"
  value: string;
  region: string;
  burning: boolean;
}

function inWords(facts: readonly Fact[]): string[] {
  const heads = [...new Set(facts.map((fact) => fact.head))];
  return heads.map((head) => {
    const values = facts
      .filter((fact) => fact.head === head)
      .map(({ value, region }) => (region ? `${value} in ${region}` : value));
    return `${head} ${values.join(', ')}`;
  });
}

function versionFacts(component: string, version: string, regions: string[], facts: Facts): Fact[] {
  return regions.flatMap((region) => {
    const here = facts.versions.filter((v) => v.component === component && v.region === region);
    const all = here.reduce((sum, v) => sum + v.instances, 0);
    if (all === 0) return [];
    const on = here.find((v) => v.version === version)?.instances ?? 0;
    return { head: `${version} on`, value: `${on} of ${all}`, region, burning: on > 0 };
  });
}

function failing(head: string, { value, region }: Reading): Fact {
  return { head, value: formatRatio(value), region, burning: value > kFailing };
}

function componentFacts(component: string, regions: string[], facts: Facts): Fact[] {
  const here = (reading: Reading) => reading.region === '' || regions.includes(reading.region);
  const queues = [...facts.queues].filter(([, by]) => by === component).map(([queue]) => queue);
  const waiting = facts.ages
    .filter((reading) => queues.includes(reading.queue) && here(reading))
    .map(({ queue, region, value }) => ({
      head: `${queue} waits`,
      value: formatDuration(value * kSecond),
      region,
      burning: value > kWaitingS,
    }));
  if (waiting.length > 0) return waiting;
  return facts.errors
    .filter((reading) => reading.component === component && here(reading))
    .map((reading) => failing(`${component} fails`, reading));
}

export function standing(step: string, facts: Facts): Standing {
  const named = facts.regions.filter((region) => mentions(step, region));
  const regions = named.length > 0 ? named : [...facts.regions];
  // A version in the step is read with the component before it.
  const components = facts.components.filter((component) => mentions(step, component));
  const found: Fact[] = [];
  for (const component of components) {
    const versions = new Set(
      facts.versions.filter((v) => v.component === component).map((v) => v.version),
    );
    const said = [...versions].filter((version) => mentions(step, version));
    // A version that nothing runs is not among the versions any more, but the step still names it.
    const other = /\b\d+\.\d+(?:\.\d+)?\b/.exec(step)?.[0];
    if (said.length === 0 && other) said.push(other);
    const on = said.flatMap((version) => versionFacts(component, version, regions, facts));
    found.push(...(on.length > 0 ? on : componentFacts(component, regions, facts)));
  }
  if (found.length === 0) {
    found.push(
      ...facts.users
        .filter(({ region }) => region === '' || regions.includes(region))
        .map((reading) => failing('users fail', reading)),
    );
  }
  if (found.length === 0) return { state: 'unknown', facts: [] };
  return {
    state: found.some((fact) => fact.burning) ? 'burning' : 'calm',
    facts: inWords(found),
  };
}
