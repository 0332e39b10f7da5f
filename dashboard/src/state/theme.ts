// Dark by default; the choice is kept in this browser.
import { signal } from '@preact/signals';

export type Theme = 'dark' | 'light';
const kKey = 'threeam.theme';

export const theme = signal<Theme>('dark');

export function startTheme(): void {
  setTheme(localStorage.getItem(kKey) === 'light' ? 'light' : 'dark');
}

export function setTheme(value: Theme): void {
  document.documentElement.dataset['theme'] = value;
  localStorage.setItem(kKey, value);
  theme.value = value;
}

export function toggleTheme(): void {
  setTheme(theme.peek() === 'dark' ? 'light' : 'dark');
}
