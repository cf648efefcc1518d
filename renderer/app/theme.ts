import { teamsHighContrastTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useSettings } from '../state/settings.ts';

const FONTS = '"Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const light: Theme = { ...webLightTheme, fontFamilyBase: FONTS };
const dark: Theme = { ...webDarkTheme, fontFamilyBase: FONTS };
const contrast: Theme = { ...teamsHighContrastTheme, fontFamilyBase: FONTS };

const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');

function watch(changed: () => void): () => void {
  wantsDark.addEventListener('change', changed);
  return () => wantsDark.removeEventListener('change', changed);
}

/** The chosen theme. Light and dark reach the page as the system's own wish, which the shell sets; contrast is only ours. */
export function useTheme(): Theme {
  const isDark = useSyncExternalStore(watch, () => wantsDark.matches);
  if (useSettings()?.theme === 'contrast') return contrast;
  return isDark ? dark : light;
}
