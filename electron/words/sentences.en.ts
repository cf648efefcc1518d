import { alarmEn } from './alarm.en.ts';
import { cliAlarmEn } from './cli-alarm.en.ts';
import { cliEn } from './cli.en.ts';
import { configEn } from './config.en.ts';
import { copyEn } from './copy.en.ts';
import { diskEn } from './disk.en.ts';
import { shadowEn } from './shadow.en.ts';
import { errorsEn } from './errors.en.ts';
import { fleetEn } from './fleet.en.ts';
import { helpEn } from './help.en.ts';
import { historyEn } from './history.en.ts';
import { gapAcceptedEn } from './gap-accepted.en.ts';
import { holdEn } from './hold.en.ts';
import { holdingEn } from './holding.en.ts';
import { keepEn } from './keep.en.ts';
import { kitEn } from './kit.en.ts';
import { letterEn } from './letter.en.ts';
import { notifyEn } from './notify.en.ts';
import { placeEn } from './place.en.ts';
import { repairEn } from './repair.en.ts';
import { reportsEn } from './reports.en.ts';
import { windowEn } from './window.en.ts';

export const sentencesEn = {
  error: errorsEn,
  ...reportsEn,
  config: configEn,
  copy: copyEn,
  disk: diskEn,
  shadow: shadowEn,
  place: placeEn,
  fleet: fleetEn,
  gapAccepted: gapAcceptedEn,
  hold: holdEn,
  holding: holdingEn,
  history: historyEn,
  keep: keepEn,
  kit: kitEn,
  letter: letterEn,
  notify: notifyEn,
  repair: repairEn,
  alarm: alarmEn,
  cli: cliEn,
  'cli-alarm': cliAlarmEn,
  help: helpEn,
  window: windowEn,
} as const;
