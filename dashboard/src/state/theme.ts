// The system's own theme until one is chosen; the choice is kept in this browser.
import { computed, effect, signal } from '@preact/signals';

export type Theme = 'dark' | 'light';
export type Choice = Theme | 'system';
const kKey = 'threeam.theme';

const systemIsLight = signal(false);
export const choice = signal<Choice>('system');
export const theme = computed<Theme>(() => themeOf(choice.value, systemIsLight.value));

export function themeOf(chosen: Choice, light: boolean): Theme {
  return chosen === 'system' ? (light ? 'light' : 'dark') : chosen;
}

// What one press leads to: the other of the two; back to the system's when that is the same.
export function afterToggle(now: Theme, light: boolean): Choice {
  const next = now === 'dark' ? 'light' : 'dark';
  return next === themeOf('system', light) ? 'system' : next;
}

export function startTheme(): void {
  const kept = localStorage.getItem(kKey);
  choice.value = kept === 'light' || kept === 'dark' ? kept : 'system';
  const system = matchMedia('(prefers-color-scheme: light)');
  systemIsLight.value = system.matches;
  system.addEventListener('change', (event) => (systemIsLight.value = event.matches));
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
}

export function toggleTheme(): void {
  choice.value = afterToggle(theme.peek(), systemIsLight.peek());
  if (choice.peek() === 'system') localStorage.removeItem(kKey);
  else localStorage.setItem(kKey, choice.peek());
}
