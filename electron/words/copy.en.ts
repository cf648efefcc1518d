/** What the command line says of the other places that a plan's points are copied to. */
export const copyEn = {
  complete: 'The backups of “{{plan}}” are in all their places.',
  incomplete: 'The backups of “{{plan}}” are NOT in all their places yet.',
  none: 'The backups of “{{plan}}” are not copied anywhere. Add a place with --to-vault.',
  removed: 'The backups of “{{plan}}” are no longer copied to “{{copy}}”. What is there stays.',
  promoted_one: 'The backups of “{{plan}}” go on in {{vault}}, where {{count, number}} recovery point is.',
  promoted_other: 'The backups of “{{plan}}” go on in {{vault}}, where {{count, number}} recovery points are.',
  former:
    'The first place until now, {{former}}, is a copy from now on and is brought up to date once it can be reached. If it is lost for good, let it go with copy --forget.',
  'left-behind_one': '{{count, number}} recovery point is only there, and comes here once it can be reached.',
  'left-behind_other': '{{count, number}} recovery points are only there, and come here once it can be reached.',
  'rule-of-place':
    'So that nothing which this place keeps is thrown away, its rule is the plan’s from now on: {{rule}}. Change it with --keep.',
  'rule-all': 'keep everything',
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
