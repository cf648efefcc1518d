/** What the command line says of alarms and accepted gaps. */
export const cliAlarmEn = {
  none: 'There is no alarm.',
  'none-closed': 'No alarm was ever over.',
  count_one: '{{count, number}} open alarm.',
  count_other: '{{count, number}} open alarms, worst first.',
  head: '{{id}}  {{state}}: {{what}}',
  looked: 'Last looked for alarms: {{at}}',
  'never-looked': 'Nobody has looked for alarms yet.',
  'looked-late':
    'Nobody has looked for alarms for a long time. The program in the tray does, and so does “strongroom run-due”.',
  acknowledged: '{{by}} looks after it. It is quiet until {{until}}, unless it becomes worse.',
  accepted: 'Accepted until {{until}}: {{pattern}}',
  refused: 'No longer accepted: {{pattern}}',
} as const;
