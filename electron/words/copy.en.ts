/** What the command line says of the other places that a plan's points are copied to. */
export const copyEn = {
  complete: 'The backups of “{{plan}}” are in all their places.',
  incomplete: 'The backups of “{{plan}}” are NOT in all their places yet.',
  none: 'The backups of “{{plan}}” are not copied anywhere. Add a place with --to-vault.',
  removed: 'The backups of “{{plan}}” are no longer copied to “{{copy}}”. What is there stays.',
  'brought-home_one': '{{count, number}} recovery point was brought home from the place that stood in.',
  'brought-home_other': '{{count, number}} recovery points were brought home from the place that stood in.',
  'head-place': 'Place',
  'head-copied': 'Copied now',
  'head-there': 'There',
  'head-missing': 'Missing',
  'head-bytes': 'Sent',
  'stood-in': 'Its own place was away: this backup went to “{{copy}}” and will be brought home.',
  'good-of': '{{good}} of {{of}} places',
  'copy-place_one': '{{name}} ({{count, number}} recovery point, the newest of {{at}})',
  'copy-place_other': '{{name}} ({{count, number}} recovery points, the newest of {{at}})',
  'stand-in-place_one':
    '{{name}}, which stands in while the first place is away ({{count, number}} recovery point, the newest of {{at}})',
  'stand-in-place_other':
    '{{name}}, which stands in while the first place is away ({{count, number}} recovery points, the newest of {{at}})',
} as const;
