/**
 * What alarms follow from how things stand, and how an alarm lives: open, told, acknowledged, over. Pure: facts in, a decision out.
 * An alarm is never taken back because something else went well.
 */
export { acknowledged, delivered, raised, reminded, type Step, settled } from './life.ts';
export { worstFirst } from './order.ts';
export { watchedNeighbours } from './ring.ts';
export { conditionsOf, WATCHED_CAUSES } from './rules.ts';
export type { WatchedCopy, WatchedNeighbour, WatchedPlan, WatchedSpace, World } from './world.ts';
