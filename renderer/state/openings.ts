import { Store } from './store.ts';

/** How often encrypted backups have been opened in this window. */
const openings = new Store(0);

export function noteOpening(): void {
  openings.set(openings.get() + 1);
}

/** Calls `seen` with each opening. Returns the end of the watch. */
export const onOpening = openings.watch;
