import { expect, test } from 'vitest';
import { edgeKey, layMap, type MapEdge } from './map_layout';

const edge = (from: string, to: string): MapEdge => ({ from, to });

test('callers stand left of what they call', () => {
  const { nodes, columns } = layMap(
    ['db', 'api', 'edge'],
    [edge('edge', 'api'), edge('api', 'db')],
  );
  expect(Object.fromEntries(nodes.map((node) => [node.name, node.column]))).toEqual({
    edge: 0,
    api: 1,
    db: 2,
  });
  expect(columns).toBe(3);
});

test('no two things stand in one place', () => {
  const names = ['edge', 'a', 'b', 'c', 'db'];
  const edges = [
    edge('edge', 'a'),
    edge('edge', 'b'),
    edge('edge', 'c'),
    edge('a', 'db'),
    edge('edge', 'db'),
  ];
  const { nodes, bends } = layMap(names, edges);
  const places = [...nodes, ...[...bends.values()].flat()].map(
    (node) => `${node.column},${node.row}`,
  );
  expect(new Set(places).size).toBe(places.length);
});

test('a line that skips a column passes through a place of its own', () => {
  const long = edge('edge', 'db');
  const { bends } = layMap(['edge', 'api', 'db'], [edge('edge', 'api'), edge('api', 'db'), long]);
  expect(bends.get(edgeKey(long))?.map((bend) => bend.column)).toEqual([1]);
});

test('a cycle is laid out, not walked for ever', () => {
  const { nodes } = layMap(
    ['a', 'b', 'c'],
    [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('b', 'b')],
  );
  expect(nodes.length).toBe(3);
});

test('a call to something unknown is left out', () => {
  expect(layMap(['a'], [edge('a', 'ghost')]).nodes.map((node) => node.name)).toEqual(['a']);
});
