// A suspect's colour and letter, as they stand in the picture of belief.
import './belief_area.css';
import type { Band } from './belief_layout';

export function BeliefSwatch({ band }: { band: Band }) {
  return (
    <span class="belief-swatch" style={{ '--suspect': `var(${band.colour})` }}>
      {band.letter}
    </span>
  );
}
