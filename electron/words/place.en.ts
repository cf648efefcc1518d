/** The test of a place. */
export const placeEn = {
  works: 'A trial file was written to {{place}}, read back, found in its list and removed again.',
  by: 'Tried by',
  'host-key': 'Key of the computer',
  durability: 'What was written',
  free: 'Free space',
  durable: {
    flushed: 'is on the disk, says the system',
    checksum: 'was compared with a checksum by the place',
    unconfirmed: 'was read back; that it is safely on the disk the place does not confirm',
  },
} as const;
