import type { WebFrameMain } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/** Only the top frame of our own page may speak; a frame that has gone meanwhile may not. */
export function isOurs(frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean {
  if (!frame || frame.parent !== null) return false;
  const { url } = frame;
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
}
