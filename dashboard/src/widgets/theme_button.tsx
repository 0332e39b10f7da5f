// Dark or light: the same button, with the same name, on every page.
import { theme, toggleTheme } from '../state/theme';
import { Button } from './button';

export function ThemeButton() {
  return (
    <Button kind="quiet" onClick={toggleTheme} title={`Now ${theme.value}. Press for the other.`}>
      Theme
    </Button>
  );
}
