/** What is said where a person accepts for some days that files are missing. */
export const gapAcceptedEn = {
  state: 'protected, except {{files}}',
  title_one: 'Accept that {{count, number}} file is missing?',
  title_other: 'Accept that {{count, number}} files are missing?',
  text: 'They are still tried with every backup. Until the time is over their absence alarms nobody, and the plan is called protected with exceptions, never plainly protected.',
  days: 'For how long?',
  for_one: '{{count, number}} day',
  for_other: '{{count, number}} days',
  accept: 'Accept',
  offer: 'Accept for some days…',
  cause_one: '{{count, number}} file is missing in the newest backup, as was accepted until {{until}}.',
  cause_other: '{{count, number}} files are missing in the newest backup, as was accepted until {{until}}.',
} as const;
