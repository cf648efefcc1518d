/** What the command line says of mending damaged backups from places that have them whole. */
export const repairEn = {
  nothing: 'Nothing is damaged in any place of “{{plan}}”.',
  complete: 'Everything that was damaged of “{{plan}}” is mended.',
  incomplete: 'NOT everything of “{{plan}}” could be mended.',
  failed: 'Nothing of what is damaged of “{{plan}}” could be mended.',
  cancelled: 'The repair of “{{plan}}” was stopped. What was mended by then stays.',
  'place-mended_one': '{{name}}: {{count, number}} damaged file was mended.',
  'place-mended_other': '{{name}}: {{count, number}} damaged files were mended.',
  'place-good_one': '{{name}}: {{count, number}} recovery point was looked at, and nothing is damaged.',
  'place-good_other': '{{name}}: {{count, number}} recovery points were looked at, and nothing is damaged.',
  'place-left_one': '{{name}}: {{count, number}} damaged file has no good copy in any place:',
  'place-left_other': '{{name}}: {{count, number}} damaged files have no good copy in any place:',
  beside: '{{file}} → {{by}}, from “{{from}}”',
  'left-next':
    'Nothing was written for them. If one of the places was away, connect it and run “strongroom repair” again; otherwise back up again soon with “strongroom backup {{plan}} --kind full”.',
  untouched: 'The damaged files themselves stay as they are; the good copies lie beside them.',
  'read-instead_one': '{{count, number}} damaged file is mended by a good copy beside it:',
  'read-instead_other': '{{count, number}} damaged files are mended by good copies beside them:',
} as const;
