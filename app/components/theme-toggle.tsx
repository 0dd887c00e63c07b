/** One button, three states: as the system says, light, dark. */
import { nextChoice, useTheme } from '../state/theme.ts';
import type { ThemeChoice } from '../state/theme.ts';

const names: Record<ThemeChoice, string> = { system: 'as the system', light: 'light', dark: 'dark' };

export function ThemeToggle() {
  const { choice, choose } = useTheme();
  const next = nextChoice(choice);
  const label = `Theme: ${names[choice]}. Change to ${names[next]}`;
  return (
    <button type="button" className="theme-toggle" aria-label={label} title={label} onClick={() => choose(next)}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill={choice === 'dark' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.3" />
        {choice === 'system' && <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />}
      </svg>
    </button>
  );
}
