import { effect } from '@preact/signals';
import { preference } from '../data/preferences.js';

/** A theme; `system` follows the browser. */
export type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly unknown[] = ['system', 'light', 'dark'];

/** The chosen theme. */
export const theme = preference<Theme>('swf.theme', 'system', (stored) =>
  THEMES.includes(stored) ? (stored as Theme) : undefined,
);

/** Applies the theme to the page, now and whenever it changes. */
export function followTheme(page: Document): void {
  effect(() => {
    page.documentElement.dataset['theme'] = theme.value;
  });
}
