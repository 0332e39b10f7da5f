// What an estimate should have been, at the second it was said.
import { formatCount, formatOffset, formatRatio, kMinute, kSecond } from '../../base/format';
import { kSampleNs, type Round } from '../../state/round';
import { howFar } from '../../widgets/sentence';
import type { TruthView } from '../../wire/truth';
import type { DatasetState, Entry } from '../../wire/types';

export interface EstimateTruth {
  failing_ratio: number | null;
  since_ns: number;
  rows_written: number | null;
}

export interface Compared {
  said: string;
  truth: string;
  far: string;
}

export function rowsWritten(
  datasets: readonly DatasetState[],
  { dataset, format }: { dataset: string; format: string },
): number | null {
  if (!dataset) return null;
  return datasets
    .filter((one) => one.dataset === dataset)
    .flatMap((one) => one.formats)
    .filter((one) => !format || one.format === format)
    .reduce((sum, one) => sum + one.written, 0);
}

// Only of what was said: an estimate may leave out what it does not know.
export function compare(payload: Entry['payload'], truth: EstimateTruth): Compared[] {
  const number = (field: string) => {
    const value = payload[field];
    return typeof value === 'number' ? value : null;
  };
  const compared: Compared[] = [];
  const ratio = number('failing_ratio');
  if (ratio !== null && truth.failing_ratio !== null) {
    compared.push({
      said: formatRatio(ratio),
      truth: `${formatRatio(truth.failing_ratio)} failing`,
      far: howFar(ratio, truth.failing_ratio),
    });
  }
  const since = number('since_ns');
  if (since !== null) {
    const early = truth.since_ns - since;
    const close = Math.abs(early) < kMinute;
    const minutes = Math.round(Math.abs(early) / kMinute);
    compared.push({
      said: formatOffset(since),
      truth: `since ${formatOffset(truth.since_ns)}`,
      far: close ? 'as it was' : `${minutes} min ${early > 0 ? 'early' : 'late'}`,
    });
  }
  const rows = number('rows_written');
  if (rows !== null && truth.rows_written !== null) {
    compared.push({
      said: formatCount(rows),
      truth: `${formatCount(truth.rows_written)} rows written`,
      far: howFar(rows, truth.rows_written),
    });
  }
  return compared;
}

export async function truthAt(
  round: Round,
  truth: TruthView['truth'],
  time_ns: number,
): Promise<EstimateTruth> {
  const { metric, where, since_ns } = truth.estimate;
  const to_ns = Math.floor(time_ns / kSampleNs) * kSampleNs;
  const from_ns = to_ns - kMinute;
  const [asked, world] = await Promise.all([
    metric
      ? round.client.query({ metric, where, by: [], from_ns, to_ns, step_ns: 15 * kSecond })
      : null,
    truth.estimate.dataset ? round.client.world(time_ns) : null,
  ]);
  const series = asked?.ok ? asked.value.series[0] : undefined;
  return {
    failing_ratio: series?.values.filter((value) => value !== null).at(-1) ?? null,
    since_ns,
    rows_written: world?.ok ? rowsWritten(world.value.datasets, truth.estimate) : null,
  };
}
