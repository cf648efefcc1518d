/** What the watchdog sees: how things stand for alarms, and the other computers of a vault. */
export {
  acknowledgeAlarm,
  alarmBoard,
  claimTelling,
  closeAlarm,
  closedAlarms,
  lookForAlarms,
  raiseAlarm,
  tellingFailed,
  tellingTold,
} from './alarms.ts';
export { fleet, fleetVaults } from './fleet.ts';
export { isAlarmed } from './freezing-alarm.ts';
export { noteMachines, tell, withHeartbeat } from './heartbeat.ts';
export { unwatchedVaults, watchNeighbours } from './neighbours.ts';
