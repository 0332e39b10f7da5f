// Which items fit what was typed. Every typed word must be found; the start of a word counts more
// than its middle, the title more than the rest.
export interface Ranked<T> {
  item: T;
  points: number;
}

interface Rankable {
  group: string;
  title: string;
  detail?: string;
}

function wordPoints(title: string, rest: string, word: string): number {
  const at = title.indexOf(word);
  if (at === 0) return 8;
  if (at > 0) return /[\s./_-]/.test(title[at - 1] ?? '') ? 6 : 3;
  return rest.includes(word) ? 1 : 0;
}

// Best first; equals keep their order, and groups stay together in the order of their best item.
export function rank<T extends Rankable>(items: readonly T[], typed: string): Ranked<T>[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Ranked<T>[] = [];
  for (const item of items) {
    const title = item.title.toLowerCase();
    const rest = `${item.group} ${item.detail ?? ''}`.toLowerCase();
    const each = words.map((word) => wordPoints(title, rest, word));
    if (each.every((points) => points > 0)) {
      found.push({ item, points: each.reduce((sum, points) => sum + points, 0) });
    }
  }
  const best = new Map<string, number>();
  for (const { item, points } of found) {
    best.set(item.group, Math.max(best.get(item.group) ?? 0, points));
  }
  const groups = [...best.keys()].sort((a, b) => (best.get(b) ?? 0) - (best.get(a) ?? 0));
  return groups.flatMap((group) =>
    found.filter(({ item }) => item.group === group).sort((a, b) => b.points - a.points),
  );
}
