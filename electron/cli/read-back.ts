import type { BackupResult } from '../contract/index.ts';

/** Which words say how the stored bytes were compared: of what was sent, what was done where it is now. */
export function readBackOf({ readBack, sent }: Pick<BackupResult, 'readBack' | 'sent'>) {
  if (sent === 'checksum') return 'checksum';
  return sent === 'read-back' ? 'sent' : readBack;
}
