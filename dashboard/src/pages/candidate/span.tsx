// The time range of the logs and the traces, kept in the address: the last so much, or from-to.
import { formatOffset, kSecond } from '../../base/format';
import type { Desk } from '../../state/desk';
import { type Range, spanOf } from '../../state/explore';
import { Button } from '../../widgets/button';
import { Choice } from '../../widgets/field';

const kSpans = [
  { value: '60', label: '1 min' },
  { value: '300', label: '5 min' },
  { value: '900', label: '15 min' },
  { value: '3600', label: '1 h' },
];

export const kDefaultSpan = '300';

export function rangeFrom(params: URLSearchParams): Range {
  const from = params.get('from');
  const to = params.get('to');
  if (from !== null && to !== null && Number(from) < Number(to)) {
    return { from_s: Number(from), to_s: Number(to) };
  }
  return { last_s: Number(params.get('last') ?? kDefaultSpan) || Number(kDefaultSpan) };
}

export function spanNow(desk: Desk, range: Range): { from_ns: number; to_ns: number } {
  return spanOf(range, desk.round.now.peek(), desk.round.opening.past_ns);
}

interface SpanChoiceProps {
  range: Range;
  onChange: (params: Record<string, string>) => void;
}

export function SpanChoice({ range, onChange }: SpanChoiceProps) {
  if ('from_s' in range) {
    return (
      <Button onClick={() => onChange({ last: kDefaultSpan })} title="Back to the last minutes">
        {formatOffset(range.from_s * kSecond)} to {formatOffset(range.to_s * kSecond)}
        <span class="soft">×</span>
      </Button>
    );
  }
  return (
    <Choice
      label="Range"
      value={String(range.last_s)}
      options={kSpans}
      onChange={(value) => onChange({ last: value })}
    />
  );
}

// The address's parameters with some set anew; empty ones are left out, a new range replaces the old.
export function withParams(params: URLSearchParams, next: Record<string, string>): URLSearchParams {
  const result = new URLSearchParams(params);
  if ('last' in next || 'from' in next)
    for (const key of ['last', 'from', 'to']) result.delete(key);
  for (const [key, value] of Object.entries(next)) {
    if (value === '') result.delete(key);
    else result.set(key, value);
  }
  return result;
}
