import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const FONTS = '"Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const light: Theme = { ...webLightTheme, fontFamilyBase: FONTS };
const dark: Theme = { ...webDarkTheme, fontFamilyBase: FONTS };

const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');

function watch(changed: () => void): () => void {
  wantsDark.addEventListener('change', changed);
  return () => wantsDark.removeEventListener('change', changed);
}

export function useSystemTheme(): Theme {
  return useSyncExternalStore(watch, () => (wantsDark.matches ? dark : light));
}
