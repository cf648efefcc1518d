import type { HOLDING_VERBS, Starter } from '../contract/index.ts';

/** What is at work while something else is refused. The detail in ( ) vanishes where there is none, and `by` with who started it. */
export interface HoldingWords {
  readonly doing: { readonly [verb in (typeof HOLDING_VERBS)[number]]: string };
  readonly by: { readonly [starter in Starter]: string };
  readonly who: string;
}

export const holdingEn = {
  doing: {
    backup: 'The plan “{{plan}}” has been backing up since {{since}}{{by}} ({{detail}}).',
    consolidate: 'The plan “{{plan}}” has been making a new full from its backups since {{since}}{{by}} ({{detail}}).',
    copy: 'The backups of “{{plan}}” have been copied to other places since {{since}}{{by}} ({{detail}}).',
    prune: 'The plan “{{plan}}” has been cleaning up old backups since {{since}}{{by}} ({{detail}}).',
    repair: 'Damaged backups of “{{plan}}” have been under repair since {{since}}{{by}} ({{detail}}).',
    restore: 'The plan “{{plan}}” has been restoring files since {{since}}{{by}} ({{detail}}).',
    undo: 'The plan “{{plan}}” has been taking a restore back since {{since}}{{by}} ({{detail}}).',
  },
  by: {
    window: ', started in the window by {{who}}',
    schedule: ', started by the schedule',
    'command-line': ', started on the command line by {{who}}',
  },
  who: '{{user}} on {{computer}}',
} as const satisfies HoldingWords;
