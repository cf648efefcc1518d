/**
 * What alarms follow from how things stand, and how an alarm lives: open, told, acknowledged, over. Pure: facts in, a decision out.
 * An alarm is never taken back because something else went well.
 */
export { acknowledged, delivered, raised, reminded, settled } from './life.ts';
export { worstFirst } from './order.ts';
