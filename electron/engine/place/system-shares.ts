import { readdirSync } from 'node:fs';
import { ShareConnections } from './share-connection.ts';
import { ShareNotes } from './share-notes.ts';
import { windowsShares } from './shares.windows.ts';

/** `notes`: a folder. Undefined on other systems, which connect to shares themselves. */
export function systemShares(notes: string): ShareConnections | undefined {
  if (process.platform !== 'win32') return undefined;
  return new ShareConnections({ port: windowsShares(), notes: new ShareNotes(notes), canRead });
}

function canRead(share: string): boolean {
  try {
    readdirSync(`${share}\\`);
    return true;
  } catch {
    return false;
  }
}
