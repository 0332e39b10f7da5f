// Components and queues in columns: callers left of what they call, so that a request reads from
// left to right. A line that skips columns gets a place of its own in each, so that it runs beside
// the boxes and not behind them. Pure.
export interface MapNode {
  name: string;
  column: number;
  row: number;
}

export interface MapEdge {
  from: string;
  to: string;
}

export interface MapLayout {
  nodes: MapNode[];
  bends: Map<string, MapNode[]>; // by edgeKey: the places an edge passes between its ends
  columns: number;
  rows: number;
}

export function edgeKey(edge: MapEdge): string {
  return `${edge.from}\n${edge.to}`;
}

// A node's column is the longest way to it. A cycle is cut where it would come back.
function columnsOf(names: readonly string[], edges: readonly MapEdge[]): Map<string, number> {
  const columns = new Map<string, number>();
  function depth(name: string, path: ReadonlySet<string>): number {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const deeper = new Set([...path, name]);
    const callers = edges.filter((edge) => edge.to === name && !deeper.has(edge.from));
    const own = Math.max(0, ...callers.map((edge) => depth(edge.from, deeper) + 1));
    columns.set(name, own);
    return own;
  }
  for (const name of names) depth(name, new Set());
  return columns;
}

interface Spot {
  key: string;
  before: string[]; // keys of what leads here, in earlier columns
}

export function layMap(names: readonly string[], edges: readonly MapEdge[]): MapLayout {
  const known = edges.filter((edge) => names.includes(edge.from) && names.includes(edge.to));
  const columnOf = columnsOf(names, known);
  const columns = Math.max(0, ...columnOf.values()) + 1;
  const spots: Spot[][] = Array.from({ length: columns }, () => []);
  const into = new Map<string, string[]>(names.map((name) => [name, []]));
  const passes = new Map<string, string[]>();
  for (const edge of known) {
    let last = edge.from;
    const bends: string[] = [];
    for (let at = (columnOf.get(edge.from) ?? 0) + 1; at < (columnOf.get(edge.to) ?? 0); at += 1) {
      const key = `${edgeKey(edge)}\n${at}`;
      spots[at]?.push({ key, before: [last] });
      bends.push(key);
      last = key;
    }
    passes.set(edgeKey(edge), bends);
    if ((columnOf.get(edge.from) ?? 0) < (columnOf.get(edge.to) ?? 0))
      into.get(edge.to)?.push(last);
  }
  for (const name of [...names].reverse()) {
    spots[columnOf.get(name) ?? 0]?.unshift({ key: name, before: into.get(name) ?? [] });
  }

  const placed = placeRows(spots);
  const nodeOf = (key: string) => placed.get(key) ?? [];
  return {
    nodes: names.flatMap(nodeOf),
    bends: new Map([...passes].map(([key, bends]) => [key, bends.flatMap(nodeOf)])),
    columns,
    rows: Math.max(0, ...[...placed.values()].map((node) => node.row)) + 1,
  };
}

// Each spot as near as can be to the middle of what leads to it; no two in one place.
function placeRows(spots: readonly Spot[][]): Map<string, MapNode> {
  const placed = new Map<string, MapNode>();
  spots.forEach((here, column) => {
    const wish = (spot: Spot): number => {
      const rows = spot.before.flatMap((key) => placed.get(key)?.row ?? []);
      return rows.length > 0 ? rows.reduce((sum, row) => sum + row, 0) / rows.length : 0;
    };
    const ordered = here
      .map((spot, index) => ({ spot, index, wish: wish(spot) }))
      .sort((a, b) => a.wish - b.wish || a.index - b.index);
    let free = 0;
    for (const { spot, wish: row } of ordered) {
      const taken = Math.max(free, Math.round(row));
      placed.set(spot.key, { name: spot.key, column, row: taken });
      free = taken + 1;
    }
  });
  return placed;
}
