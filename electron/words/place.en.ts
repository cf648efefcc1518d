/** The test of a place. */
export const placeEn = {
  works: 'A trial file was written to {{place}}, read back, found in its list and removed again.',
  by: 'Tried by',
  'host-key': 'Key of the computer',
  durability: 'What was written',
  lock: 'Lock',
  locked: 'The object store lets nobody delete or change it before {{until}}.',
  'not-locked':
    'NOT LOCKED: the object store does not confirm that it keeps this from being deleted, as its address asks for. Use a bucket that was made with object lock, or take “lock” out of the address.',
  free: 'Free space',
  durable: {
    flushed: 'is on the disk, says the system',
    checksum: 'was compared with a checksum by the place',
    unconfirmed: 'was read back; that it is safely on the disk the place does not confirm',
  },
} as const;
