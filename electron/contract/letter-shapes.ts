import type { Alarm, Telling } from './alarm-shapes.ts';
import type { FleetMachine } from './fleet-shapes.ts';
import type { Channel } from './notify-shapes.ts';
import type { Plan } from './plan-shapes.ts';

/** What a message is about, before anybody has put it into words. */
export type Matter =
  | { readonly kind: 'test'; readonly channel: Channel }
  | { readonly kind: 'alarms'; readonly tellings: readonly Telling[] }
  | { readonly kind: 'digest'; readonly digest: Digest };

/** The same in words: of a subject and paragraphs each channel makes what it can show. */
export interface Letter {
  readonly subject: string;
  readonly blocks: readonly LetterBlock[];
}

export type LetterBlock =
  | { readonly kind: 'heading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] };

/** How the plans of one computer did since the last digest. */
export interface Digest {
  readonly every: 'day' | 'week';
  /** ISO times. */
  readonly from: string;
  readonly to: string;
  readonly plans: readonly DigestPlan[];
  /** Open ones, worst first. */
  readonly alarms: readonly Alarm[];
  readonly neighbours: readonly DigestVault[];
}

export interface DigestPlan extends Pick<Plan, 'name' | 'state' | 'lastGoodAt' | 'nextRunAt' | 'gaps' | 'space'> {
  readonly runs: { readonly [outcome in 'complete' | 'incomplete' | 'failed' | 'skipped' | 'cancelled']: number };
  readonly copies: readonly {
    readonly name: string;
    readonly points: number;
    readonly newestAt?: string | undefined;
  }[];
}

/** Other computers of a vault; `unread`: nobody could ask it. */
export interface DigestVault {
  readonly vault: string;
  readonly computers: readonly Pick<FleetMachine, 'name' | 'state' | 'why' | 'heardAt'>[];
  readonly unread: boolean;
}
