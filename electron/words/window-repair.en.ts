/** Mending damaged backups in the window. */
export const windowRepairEn = {
  order: 'Repair from another place',
  why: 'Good copies are put beside the damaged files from another place of this plan. What is damaged stays as it is.',
  cancel: 'Stop repairing',
  complete: 'The damaged backups are mended',
  nothing: 'Nothing is damaged',
  incomplete: 'Not everything could be mended',
  failed: 'The damage could not be mended',
  cancelled: 'The repair was stopped',
  skipped: 'Nothing was repaired',
  'cancelled-why': 'What was mended by then stays. You can start the repair again at any time.',
  'nothing-why_one': '{{count, number}} backup was looked at.',
  'nothing-why_other': '{{count, number}} backups were looked at in all places.',
  mended_one: '{{name}}: {{count, number}} damaged file was mended from {{from}}.',
  mended_other: '{{name}}: {{count, number}} damaged files were mended from {{from}}.',
  left_one: '{{name}}: {{count, number}} damaged file has no good copy in any place. Nothing was written for it.',
  left_other: '{{name}}: {{count, number}} damaged files have no good copy in any place. Nothing was written for them.',
  'left-next':
    'If a place was away, connect it and repair again. Otherwise back up again now: the next backup does without what is damaged.',
  amounts: '{{bytes}} written in {{time}}',
  'read-instead_one': '{{count, number}} damaged file is mended by a good copy beside it.',
  'read-instead_other': '{{count, number}} damaged files are mended by good copies beside them.',
} as const;
