// Harm by the end: a row for each kind with its weight, a column for each course, so that the units
// below can be computed again.
import { formatCount, significant } from '../../base/format';
import { courseTitle, harmTitle, unitBeside } from '../../widgets/names';
import type { Course } from '../../wire/types';
import { harmTable, type HarmKind, type HarmLine } from './harm_table';

export function Harm({ courses }: { courses: readonly Course[] }) {
  const { kinds, lines } = harmTable(courses);
  return (
    <div class="scroll" tabIndex={0} aria-label="Harm by course of action">
      <table class="table harm-table" aria-label="Harm by kind and course">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Weight
            </th>
            {lines.map(({ id }) => (
              <th key={id} scope="col" class="number">
                {courseTitle(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <KindRow key={kind.kind} kind={kind} lines={lines} />
          ))}
          <tr title="Each amount times its weight, added up">
            <td>
              <b>Harm units</b>
            </td>
            <td class="number soft">sum</td>
            {lines.map(({ id, units }) => (
              <td key={id} class="number">
                <b>{formatCount(units)}</b>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function KindRow({ kind: { kind, unit, weight }, lines }: KindRowProps) {
  return (
    <tr>
      <td>{[harmTitle(kind), unitBeside(kind, unit)].filter(Boolean).join(', ')}</td>
      <td class="number soft">× {significant(weight)}</td>
      {lines.map(({ id, cells }) => {
        const cell = cells.get(kind);
        return (
          <td key={id} class="number" title={cell?.money}>
            {cell ? formatCount(cell.amount) : '–'}
            {cell?.money && id === 'candidate' && <span class="soft harm-money">{cell.money}</span>}
          </td>
        );
      })}
    </tr>
  );
}

interface KindRowProps {
  kind: HarmKind;
  lines: readonly HarmLine[];
}
