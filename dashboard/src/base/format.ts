// Words for numbers. Every number a person reads goes through here, so that units, spaces and
// digits look the same on every page. Times are nanoseconds from the page.

export const kSecond = 1e9;
export const kMinute = 60 * kSecond;
export const kHour = 60 * kMinute;
const kThin = '\u202f';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

// +06:12, -04:40, +1:02:03, and from a day on -3 d 3 h. Rounds down to the second, as a clock does.
export function formatOffset(ns: number): string {
  const seconds = Math.floor(Math.abs(ns) / kSecond);
  return signed(ns < 0 && seconds > 0, seconds);
}

function signed(negative: boolean, seconds: number): string {
  const sign = negative ? '\u2212' : '+';
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours >= 24) return `${sign}${Math.floor(hours / 24)}${kThin}d ${hours % 24}${kThin}h`;
  const tail = `${two(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${sign}${hours}:${tail}` : `${sign}${tail}`;
}

// 03:20:24, the scenario's wall clock; `pageClockS` is the second of the day at time 0.
export function formatClock(ns: number, pageClockS: number): string {
  const day = 86400;
  const seconds = (((Math.floor(ns / kSecond) + pageClockS) % day) + day) % day;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

// With milliseconds, for log lines and spans: +06:12.345
export function formatOffsetFine(ns: number): string {
  const ms = Math.floor(Math.abs(ns) / 1e6);
  const whole = signed(ns < 0 && ms > 0, Math.floor(ms / 1000));
  return `${whole}.${String(ms % 1000).padStart(3, '0')}`;
}

// A request's number, 64 bits in decimal on the wire, as people tell it: 16 hex digits.
export function formatRequest(request: string): string {
  return /^\d+$/.test(request) ? BigInt(request).toString(16).padStart(16, '0') : request;
}

// The first half of it, which is enough to tell requests apart on one screen.
export function formatRequestShort(request: string): string {
  return formatRequest(request).slice(0, 8);
}

// What was typed or pasted, as the number that the wire takes: all 16 hex digits, or the decimal
// number itself. Null when it is neither.
export function parseRequest(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  if (/^[0-9a-f]{16}$/.test(trimmed)) return BigInt(`0x${trimmed}`).toString();
  return /^\d{17,20}$/.test(trimmed) ? trimmed : null;
}

// 340 µs, 12.4 ms, 1.24 s, 90 s, 6 min, 2 min 30 s, 1 h 5 min.
export function formatDuration(ns: number): string {
  const size = Math.abs(ns);
  if (size === 0) return `0${kThin}s`;
  if (size < 1e6) return `${significant(ns / 1e3)}${kThin}µs`;
  if (size < kSecond) return `${significant(ns / 1e6)}${kThin}ms`;
  if (size < 100 * kSecond) return `${significant(ns / kSecond)}${kThin}s`;
  const seconds = Math.round(size / kSecond);
  const sign = ns < 0 ? '\u2212' : '';
  if (seconds < 3600) {
    const rest = seconds % 60;
    const minutes = `${Math.floor(seconds / 60)}${kThin}min`;
    return sign + (rest === 0 ? minutes : `${minutes} ${rest}${kThin}s`);
  }
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = `${Math.floor(seconds / 3600)}${kThin}h`;
  return sign + (minutes === 0 ? hours : `${hours} ${minutes}${kThin}min`);
}

// Three digits that matter, no trailing zeros: 0.012, 1.24, 124, 1,240.
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100) return formatCount(value);
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const text = String(Number(value.toFixed(digits)));
  return text.replace('-', '\u2212');
}

// 4,100,000
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return value <= -0.5 ? `\u2212${text}` : text;
}

// 1.2 k, 4.1 M: for axes only, where the exact value stands in the table.
function compact(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${significant(value / 1e6)}M`;
  if (size >= 1e4) return `${significant(value / 1e3)}k`;
  return significant(value);
}

// A panel's value with its unit: 11.2 %, 159/s, 24 ms, 1,204 messages.
export function formatValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'ratio':
      return `${significant(value * 100)}${kThin}%`;
    case 'seconds':
      return formatDuration(value * kSecond);
    case '':
      return significant(value);
    default:
      if (unit.endsWith('/s')) return `${significant(value)}/s`;
      return `${significant(value)}${kThin}${value === 1 ? unit.replace(/s$/, '') : unit}`;
  }
}

// The same for an axis: as short as it can be, the unit stands in the panel's title.
export function formatTick(value: number, unit: string): string {
  if (unit === 'seconds' && value >= 3600) return `${significant(value / 3600)}${kThin}h`;
  if (unit === 'seconds' && value >= 60) return `${significant(value / 60)}${kThin}min`;
  if (unit === 'ratio' || unit === 'seconds') return formatValue(value, unit);
  return compact(value);
}

// An alert's words as the scenario has them, to be read on in a sentence: "for 4 m." is "for 4 min".
export function alertWords(text: string): string {
  return text.replace(/(\d)\s?m\b/g, `$1${kThin}min`).replace(/\.\s*$/, '');
}

export function formatRatio(ratio: number): string {
  return formatValue(ratio, 'ratio');
}

// What a person types, as a number: "11 %", "11%", "0.11", "1,200", "1.2k". NaN when it is none.
export function parseNumber(text: string): number {
  const match = /^\s*([-+\u2212]?[\d,. ]*\d)\s*(%|k|M)?\s*$/.exec(text);
  if (!match || match[1] === undefined) return Number.NaN;
  const value = Number(match[1].replace(/[, ]/g, '').replace('\u2212', '-'));
  const scale = { '%': 0.01, k: 1e3, M: 1e6 }[match[2] ?? ''] ?? 1;
  return value * scale;
}

// "-12m", "-04:40", "03:02", "03:02:10" (clock) as nanoseconds from the page; NaN when it is none.
export function parseMoment(text: string, pageClockS: number): number {
  const trimmed = text.trim().replace('\u2212', '-');
  const offset = /^([-+])(?:(\d+):)?(\d+):(\d\d)$/.exec(trimmed);
  if (offset) {
    const seconds = Number(offset[2] ?? 0) * 3600 + Number(offset[3]) * 60 + Number(offset[4]);
    return (offset[1] === '-' ? -seconds : seconds) * kSecond;
  }
  const length = /^([-+]?)(\d+(?:\.\d+)?)\s*(s|m|min|h)$/.exec(trimmed);
  if (length) {
    const unit = { s: 1, m: 60, min: 60, h: 3600 }[length[3] ?? 's'] ?? 1;
    return (length[1] === '-' ? -1 : 1) * Number(length[2]) * unit * kSecond;
  }
  const clock = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(trimmed);
  if (!clock) return Number.NaN;
  const seconds = Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  let delta = seconds - pageClockS;
  if (delta > 43200) delta -= 86400;
  if (delta < -43200) delta += 86400;
  return delta * kSecond;
}
