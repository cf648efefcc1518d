import type { ShadowWhy } from '../contract/index.ts';

/** Shadow copies of Windows, in the window and on the command line. */
export const shadowEn = {
  read: {
    all: 'All of it was read from a shadow copy: as it was at one moment, also files that were open.',
    some: 'A part of it was read from a shadow copy, also files that were open; the rest where it is.',
    none: 'It was read where it is, without a shadow copy; files that are open may be missing.',
  },
  why: {
    'not-installed':
      'Shadow copies are not set up on this computer. IT can do that once: “strongroom shadow install”, as administrator.',
    'no-answer': 'What makes shadow copies on this computer did not answer in time.',
    refused: 'Windows did not start what makes shadow copies.',
    'not-supported': 'Network folders and sticks have no shadow copies.',
    'no-room': 'The disk has no room for one more shadow copy.',
    failed: 'Windows could not make a shadow copy.',
    lost: 'Windows threw the shadow copy away while it was read, so everything was read anew.',
  } satisfies Record<ShadowWhy, string>,
  use: 'Back up open files too (shadow copies of Windows)',
  'use-why':
    'Windows keeps the disk as it was at one moment while it is backed up. Once IT has set this up on this computer, mail files and other files that are open are saved as well.',
  label: 'open files',
  off: 'not from shadow copies',
  'at-work': 'Backups of this computer can be read from shadow copies, with these files:',
  'not-at-work': 'The files are there, but Windows does not start what makes shadow copies:',
  missing: 'Backups are not read from shadow copies. “strongroom shadow install”, as administrator, lets them.',
  'not-removed': 'Not all of it could be removed. Try again as administrator.',
  removed: 'Backups are no longer read from shadow copies.',
  'only-windows': 'shadow copies are a thing of Windows',
};
