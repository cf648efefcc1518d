import { z } from 'zod';
import { TOPICS, zFailure } from '../contract/index.ts';

const zReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: zFailure }),
]);

const base = { kind: z.literal('topic'), revision: z.number() };

/** What the service may send. The envelope and the topics are read here; the value of a reply is passed on to the window as it is. */
export const zServiceMessage = z.union([
  z.object({ kind: z.literal('reply'), id: z.number().int(), reply: zReply }),
  z.object({ ...base, topic: z.literal('plans'), value: TOPICS.plans }),
  z.object({ ...base, topic: z.literal('jobs'), value: TOPICS.jobs }),
  z.object({ ...base, topic: z.literal('alarms'), value: TOPICS.alarms }),
]);
