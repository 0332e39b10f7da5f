// A course of action's line, as short as a word: for legends and lists.
import { courseLine } from './names';

export function CourseMark({ id }: { id: string }) {
  const { colour, dash } = courseLine(id);
  return (
    <svg class="course-mark" width="28" height="8" aria-hidden="true">
      <line
        x1="0"
        x2="28"
        y1="4"
        y2="4"
        style={{ stroke: `var(${colour})`, strokeWidth: 2, strokeDasharray: dash }}
      />
    </svg>
  );
}
