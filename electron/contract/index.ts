/**
 * What both sides of every process boundary say: calls, topics, shapes, error codes, versions.
 * Imports nothing but zod. The receiver of a message parses it with these schemas; the sender is only typed by them.
 */
export * from './alarm-shapes.ts';
export * from './calls.ts';
export * from './configuration-shapes.ts';
export * from './consolidate-shapes.ts';
export * from './copy-shapes.ts';
export * from './errors.ts';
export * from './fleet-shapes.ts';
export * from './history-shapes.ts';
export * from './hold-shapes.ts';
export * from './home.ts';
export type * from './letter-shapes.ts';
export * from './limits.ts';
export * from './log-on.ts';
export * from './lock-shapes.ts';
export * from './losses.ts';
export * from './notify-shapes.ts';
export * from './passphrase.ts';
export * from './pin-shapes.ts';
export * from './place-shapes.ts';
export * from './plan-shapes.ts';
export * from './prune-shapes.ts';
export * from './repair-shapes.ts';
export * from './recovery-key.ts';
export * from './schedule-shapes.ts';
export * from './shadow-shapes.ts';
export * from './shapes.ts';
export * from './shell.ts';
export * from './verify-shapes.ts';
export * from './version.ts';
