import { useEffect } from 'react';
import { goBack, goTo } from '../state/route.ts';

/** Keys that work everywhere: Alt+Left goes back, Ctrl+F looks for a file. */
export function useKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.altKey && event.key === 'ArrowLeft') goBack();
      else if ((event.ctrlKey || event.metaKey) && event.key === 'f') goTo({ screen: 'find' });
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
