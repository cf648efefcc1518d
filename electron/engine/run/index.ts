/** What every job works with: how it is stopped and paused, how fast it may go, and the record of its run. */
export { whilePowered } from './battery-guard.ts';
export type { JobControl } from './job-control.ts';
export { changeLimits, limitsOf, sendRateOf } from './limits.ts';
export { Pace } from './pace.ts';
export { recorded } from './recorded.ts';
