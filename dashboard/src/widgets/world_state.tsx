// The state of the simulated world in tables: harm by kind, rows by format and region, versions,
// alerts, commands. Live on the interviewer's page, at the playhead on the reviewer's.
import type { ComponentChildren } from 'preact';
import { alertWords, formatCount, formatOffset, formatRatio } from '../base/format';
import type { AlertState, Command, DatasetState, VersionState } from '../wire/types';
import { endedText, holding } from './holds';
import { harmOrder, harmTitle, harmUnit, unitBeside } from './names';
import { type Column, Table } from './table';
import './world_state.css';

export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="section">
      <header class="section-head">
        <h3>{title}</h3>
        {aside && <span class="soft small">{aside}</span>}
      </header>
      {children}
    </section>
  );
}

export interface HarmClockProps {
  harm: Record<string, number>;
  units: number;
  datasets: readonly DatasetState[];
}

// Everything adds up but rows: one that was repaired is taken off again, and with it its harm.
export function HarmClock({ harm, units, datasets }: HarmClockProps) {
  const repaired = datasets.reduce((sum, one) => sum + one.repaired, 0);
  const kinds = Object.entries(harm)
    .filter(([kind]) => kind !== 'user_requests')
    .sort(([a], [b]) => harmOrder(a, b));
  const total = harm['user_requests'] ?? 0;
  return (
    <div class="harm">
      <p class="harm-units">
        <b class={units >= 1 ? 'alarm' : ''}>{formatCount(units)}</b>{' '}
        <span class="soft">harm units{repaired > 0 && ', net of rows that were repaired'}</span>
      </p>
      <dl class="harm-kinds">
        {kinds.map(([kind, amount]) => (
          <div key={kind} class={amount >= 0.5 ? '' : 'faint'}>
            <dt>{harmTitle(kind)}</dt>
            <dd class="number">
              {formatCount(amount)} <span class="soft">{unitBeside(kind, harmUnit(kind))}</span>
              {kind === 'failed_requests' && total > 0 && (
                <span class="soft"> · {formatRatio(amount / total)}</span>
              )}
              {kind === 'wrong_rows' && repaired > 0 && (
                <span class="soft"> · {formatCount(repaired)} repaired</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface LedgerRow {
  key: string;
  dataset: string;
  region: string;
  format: string;
  rows: number;
  share: number;
  written: number;
  frozen: boolean;
  repaired: number;
  first: boolean;
}

function ledgerRows(datasets: readonly DatasetState[]): LedgerRow[] {
  return datasets.flatMap(({ dataset, region, formats, frozen, repaired }) =>
    formats.map((format, index) => ({
      key: `${dataset}/${region}/${format.format}`,
      dataset,
      region,
      format: format.format,
      rows: format.rows,
      share: format.share,
      written: format.written,
      frozen,
      repaired,
      first: index === 0,
    })),
  );
}

const kLedger: Column<LedgerRow>[] = [
  { key: 'region', title: 'Region', cell: (row) => (row.first ? row.region : '') },
  { key: 'format', title: 'Format', cell: (row) => row.format },
  { key: 'rows', title: 'Rows', number: true, cell: (row) => formatCount(row.rows) },
  { key: 'written', title: 'Written since', number: true, cell: (row) => formatCount(row.written) },
  { key: 'share', title: 'Met by reads', number: true, cell: (row) => formatRatio(row.share) },
];

export function DataLedger({ datasets }: { datasets: readonly DatasetState[] }) {
  const names = [...new Set(datasets.map(({ dataset }) => dataset))];
  return (
    <>
      {names.map((name) => {
        const of = datasets.filter(({ dataset }) => dataset === name);
        const frozen = of.filter((one) => one.frozen).map((one) => one.region);
        const repaired = of.reduce((sum, one) => sum + one.repaired, 0);
        return (
          <Section
            key={name}
            title={`Rows of ${name}`}
            aside={[
              frozen.length > 0 ? `frozen in ${frozen.join(', ')}` : '',
              repaired > 0 ? `${formatCount(repaired)} repaired` : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Table
              label={`Rows of ${name} by region and format`}
              columns={kLedger}
              rows={ledgerRows(of)}
              rowKey={(row) => row.key}
            />
          </Section>
        );
      })}
    </>
  );
}

interface VersionRow {
  component: string;
  cells: Map<string, string>;
  mixed: boolean;
}

function versionRows(versions: readonly VersionState[]): VersionRow[] {
  const rows = new Map<string, Map<string, VersionState[]>>();
  for (const version of versions) {
    const regions = rows.get(version.component) ?? new Map<string, VersionState[]>();
    regions.set(version.region, [...(regions.get(version.region) ?? []), version]);
    rows.set(version.component, regions);
  }
  return [...rows].map(([component, regions]) => ({
    component,
    mixed: new Set([...regions.values()].flat().map((one) => one.version)).size > 1,
    cells: new Map(
      [...regions].map(([region, here]) => [
        region,
        here.map((one) => `${one.version} × ${one.instances}`).join(', '),
      ]),
    ),
  }));
}

// Components that run more than one version first: that is where a rollout stands.
export function Versions({ versions }: { versions: readonly VersionState[] }) {
  const regions = [...new Set(versions.map(({ region }) => region))];
  const rows = versionRows(versions);
  const ordered = [...rows.filter((row) => row.mixed), ...rows.filter((row) => !row.mixed)];
  const columns: Column<VersionRow>[] = [
    { key: 'component', title: 'Component', cell: (row) => row.component },
    ...regions.map((region) => ({
      key: region,
      title: region,
      cell: (row: VersionRow) => row.cells.get(region) ?? '–',
    })),
  ];
  return (
    <Table
      label="Versions by region"
      columns={columns}
      rows={ordered}
      rowKey={(row) => row.component}
      rowClass={(row) => (row.mixed ? 'mixed' : '')}
    />
  );
}

export function Alerts({ alerts }: { alerts: readonly AlertState[] }) {
  const firing = alerts.filter((alert) => alert.firing);
  if (firing.length === 0) return <p class="soft section-text">No alert fires.</p>;
  return (
    <ul class="alerts">
      {firing.map((alert) => (
        <li key={`${alert.alert}/${alert.series}`}>
          <b class="alarm">{alert.title}</b> {alert.series}{' '}
          <span class="soft">{alertWords(alert.text)}</span>{' '}
          <span class="soft">since {formatOffset(alert.since_ns)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Commands({ commands }: { commands: readonly Command[] }) {
  if (commands.length === 0) return <p class="soft section-text">Nothing has been done.</p>;
  const holds = holding(commands);
  return (
    <ul class="commands">
      {commands.map((command) => (
        <li key={command.command} class={holds.get(command.command) === false ? 'replaced' : ''}>
          <span class="grow">{command.label}</span>
          {command.state === 'running' ? (
            <>
              <progress value={command.progress} aria-label={`${command.label}, progress`} />
              <span class="number">{formatRatio(Math.round(command.progress * 100) / 100)}</span>
            </>
          ) : (
            <span class={command.state === 'failed' ? 'alarm' : 'soft'}>
              {endedText(command.state, holds.get(command.command))}
            </span>
          )}
          {command.message && <span class="soft command-said">{command.message}</span>}
        </li>
      ))}
    </ul>
  );
}
