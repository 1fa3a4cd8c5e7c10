import { useState } from 'preact/hooks';
import { savedTheme, saveTheme, type Theme } from '../theme.js';
import { Icon } from './icons.js';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(savedTheme);
  const change = (): void => {
    saveTheme(NEXT[theme]);
    setTheme(NEXT[theme]);
  };
  return (
    <button
      type="button"
      class="icon-button"
      onClick={change}
      aria-label={`Colours: ${theme}. Change to ${NEXT[theme]}`}
      title={`Colours: ${theme}`}
    >
      <Icon name={theme} />
    </button>
  );
}
