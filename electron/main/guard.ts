import type { WebFrameMain } from 'electron';
import { START_URL } from './app-protocol.ts';

/** Only the top frame of the window's page may speak: no other page of ours, and no frame that has gone meanwhile. */
export function isOurs(frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean {
  if (!frame || frame.parent !== null) return false;
  return frame.url === START_URL;
}
