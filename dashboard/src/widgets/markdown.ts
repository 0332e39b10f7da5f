// The parser behind markdown_view.tsx: the part of Markdown that briefs and runbooks use.
export type Span = { kind: 'text' | 'code' | 'strong' | 'emphasis'; text: string };

export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'quote' | 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

const kItem = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

export function parseInline(text: string): Span[] {
  const spans: Span[] = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|(?<![\w])_([^_]+)_(?![\w])/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) });
    const [whole, code, strong, star, low] = match;
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else spans.push({ kind: 'emphasis', text: star ?? low ?? '' });
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}

export function parseBlocks(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else if (line.startsWith('```')) at = readCode(lines, at, blocks);
    else if (/^#{1,6}\s/.test(line)) at = readHeading(line, at, blocks);
    else if (kItem.test(line)) at = readList(lines, at, blocks);
    else if (isTable(lines, at)) at = readTable(lines, at, blocks);
    else at = readParagraph(lines, at, blocks);
  }
  return blocks;
}

function readCode(lines: readonly string[], start: number, blocks: Block[]): number {
  let end = start + 1;
  while (end < lines.length && !(lines[end] ?? '').startsWith('```')) end += 1;
  blocks.push({ kind: 'code', text: lines.slice(start + 1, end).join('\n') });
  return end + 1;
}

function readHeading(line: string, at: number, blocks: Block[]): number {
  const [, marks = '#', text = ''] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line) ?? [];
  blocks.push({ kind: 'heading', level: marks.length, text });
  return at + 1;
}

function readList(lines: readonly string[], start: number, blocks: Block[]): number {
  const items: string[] = [];
  const ordered = kItem.exec(lines[start] ?? '')?.[1] !== undefined;
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const item = kItem.exec(line);
    if (item) items.push(item[2] ?? '');
    else if (/^\s+\S/.test(line)) items[items.length - 1] += ` ${line.trim()}`;
    else break;
  }
  blocks.push({ kind: 'list', ordered, items });
  return at;
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? '').includes('|') && /^\s*\|?\s*:?-{2,}[-:|\s]*$/.test(lines[at + 1] ?? '');
}

function readTable(lines: readonly string[], start: number, blocks: Block[]): number {
  const rows: string[][] = [];
  let at = start + 2;
  for (; at < lines.length && (lines[at] ?? '').includes('|'); at += 1) {
    rows.push(cells(lines[at] ?? ''));
  }
  blocks.push({ kind: 'table', head: cells(lines[start] ?? ''), rows });
  return at;
}

function readParagraph(lines: readonly string[], start: number, blocks: Block[]): number {
  const words: string[] = [];
  const quoted = (lines[start] ?? '').startsWith('>');
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const ends = line.trim() === '' || /^(#{1,6}\s|```)/.test(line) || kItem.test(line);
    if (ends || line.startsWith('>') !== quoted) break;
    words.push(line.replace(/^>\s?/, '').trim());
  }
  blocks.push({ kind: quoted ? 'quote' : 'paragraph', text: words.join(' ') });
  return at;
}
