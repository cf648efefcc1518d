import { useSyncExternalStore } from 'react';

/** Below this there is no room for the columns that can be done without. */
const narrow = window.matchMedia('(max-width: 1080px)');

function watch(changed: () => void): () => void {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
}

export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches);
}
