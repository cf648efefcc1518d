import { z } from 'zod';
import { FLEET_REASONS } from './fleet-shapes.ts';
import { zCount, zFailure, zIso, zName, zPath, zRef } from './shapes.ts';

/**
 * What an alarm can be about, worst first. `channel-failed` is raised and closed by whoever knows of it;
 * all others follow from how things stand, and the watchdog opens and closes them by itself.
 */
export const ALARM_CAUSES = [
  'suspicious-change',
  'damage',
  'points-missing',
  'no-good-point',
  'run-failed',
  'place-lost',
  'space',
  'clock',
  'channel-failed',
  'copy-damaged',
  'copy-behind',
  'check-late',
  'gaps',
  'neighbour',
  'paused-long',
] as const;
export type AlarmCause = (typeof ALARM_CAUSES)[number];
export const zAlarmCause = z.enum(ALARM_CAUSES);

/** `open`: nobody was told yet. */
export const zAlarmState = z.enum(['open', 'told', 'acknowledged', 'closed']);
export type AlarmState = z.infer<typeof zAlarmState>;

/** What is known of the thing itself, as far as its cause has it. Sentences are made of these, so nothing of it is one. */
export const zAlarmFacts = z.object({
  lastGoodAt: zIso.optional(),
  /** When the place will be full. */
  fullAt: zIso.optional(),
  freeBytes: zCount.optional(),
  /** Files that could not be saved, by why; sets that are damaged; files that changed. */
  counts: z.record(z.string(), zCount).optional(),
  /** Of a computer of the same vault. */
  why: z.enum(FLEET_REASONS).optional(),
  heardAt: zIso.optional(),
  /** Of what else stands in the sentence: a copy, a place. */
  place: z.string().optional(),
  since: zIso.optional(),
});
export type AlarmFacts = z.infer<typeof zAlarmFacts>;

/** What an alarm is about. There is one of a cause and a subject, whatever happens how often. */
export const zAlarmRaised = z.object({
  cause: zAlarmCause,
  /** Id of the plan, vault, copy, computer or channel. */
  subject: z.string().max(500),
  /** As people call it. */
  name: z.string().max(500),
  /** Plans that it concerns. */
  plans: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
  /** Tomorrow may be too late. */
  urgent: z.boolean().default(false),
  failure: zFailure.optional(),
  facts: zAlarmFacts.default({}),
  /** When what it is about began, as far as that can be known: from here on it could have been noticed. */
  faultAt: zIso,
  /** What makes it happen once more: the run that failed, for one. The same again changes no count. */
  mark: z.string().max(500).default(''),
});
export type AlarmRaised = z.input<typeof zAlarmRaised>;
export type AlarmCondition = z.output<typeof zAlarmRaised>;

export const zAcknowledgement = z.object({
  by: zName,
  at: zIso,
  note: z.string().max(1000).optional(),
  /** It is quiet until then, if what it is about does not become worse before. */
  until: zIso,
});

export const zAlarm = zAlarmRaised.extend({
  id: z.string(),
  state: zAlarmState,
  openedAt: zIso,
  /** When it was last seen to be so. */
  seenAt: zIso,
  /** How often it happened. */
  count: zCount,
  /** How often it was over and began again within a day. */
  returns: zCount,
  timesTold: zCount,
  toldAt: zIso.optional(),
  /** When it is told again if it is still open and nobody has acknowledged it. */
  nextTellAt: zIso.optional(),
  acknowledged: zAcknowledgement.optional(),
  /** It seems to be over since then. One that came back before stays open for a while all the same. */
  calmSince: zIso.optional(),
  closedAt: zIso.optional(),
  /** Name of the person who closed it; absent where it was over by itself. */
  closedBy: z.string().optional(),
});
export type Alarm = z.infer<typeof zAlarm>;

/** Why it is told: it is new, nobody has acknowledged it, it became worse, it is over. */
export const TELLING_KINDS = ['opened', 'again', 'worse', 'over'] as const;
export const zTelling = z.object({
  /** The same for every try and channel, so that whoever receives it twice can see that. */
  id: z.string(),
  kind: z.enum(TELLING_KINDS),
  madeAt: zIso,
  /** As it stands now. */
  alarm: zAlarm,
});
export type Telling = z.infer<typeof zTelling>;

export const WATCHERS = ['service', 'run-due', 'command-line', 'run'] as const;
export type Watcher = (typeof WATCHERS)[number];

/** When the watchdog last looked, which it does by its own timer, and within what time it wants to look again. */
export const zWatch = z.object({
  lookedAt: zIso.optional(),
  by: z.enum(WATCHERS).optional(),
  /** Milliseconds between two looks of a program that is running. */
  everyMs: zCount,
});
export type Watch = z.infer<typeof zWatch>;

/** Open alarms, worst first, and when somebody last looked whether there are more. */
export const zAlarmBoard = z.object({ alarms: z.array(zAlarm), watch: zWatch });
export type AlarmBoard = z.infer<typeof zAlarmBoard>;

export const zAlarmAcknowledge = z.object({
  /** Its id, or the first letters of it. */
  alarm: zRef,
  by: zName,
  note: z.string().max(1000).optional(),
  /** For so long it is quiet. */
  days: z.number().int().min(1).max(90).default(7),
});

export type AlarmAcknowledge = z.output<typeof zAlarmAcknowledge>;

/** Files of a plan whose gaps a person accepts for some days. */
export const zAcceptGap = z.object({
  plan: zRef,
  /** A path as the list of gaps has it, a folder, or a pattern as for what is left out. */
  pattern: zPath,
  days: z.number().int().min(1).max(366).default(30),
  by: zName,
  reason: z.string().max(1000).optional(),
});

export type AcceptGap = z.output<typeof zAcceptGap>;

export const zAcceptedGap = z.object({
  id: z.string(),
  pattern: z.string(),
  by: z.string(),
  reason: z.string().optional(),
  acceptedAt: zIso,
  until: zIso,
});
export type AcceptedGap = z.infer<typeof zAcceptedGap>;
