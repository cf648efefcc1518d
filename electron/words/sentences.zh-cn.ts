import { alarmZhCn } from './alarm.zh-cn.ts';
import { cliAlarmZhCn } from './cli-alarm.zh-cn.ts';
import { cliZhCn } from './cli.zh-cn.ts';
import { configZhCn } from './config.zh-cn.ts';
import { copyZhCn } from './copy.zh-cn.ts';
import { diskZhCn } from './disk.zh-cn.ts';
import { shadowZhCn } from './shadow.zh-cn.ts';
import { errorsZhCn } from './errors.zh-cn.ts';
import { fleetZhCn } from './fleet.zh-cn.ts';
import { helpZhCn } from './help.zh-cn.ts';
import { historyZhCn } from './history.zh-cn.ts';
import { gapAcceptedZhCn } from './gap-accepted.zh-cn.ts';
import { holdZhCn } from './hold.zh-cn.ts';
import { holdingZhCn } from './holding.zh-cn.ts';
import { keepZhCn } from './keep.zh-cn.ts';
import type { Translated } from './keys.ts';
import { kitZhCn } from './kit.zh-cn.ts';
import { letterZhCn } from './letter.zh-cn.ts';
import { notifyZhCn } from './notify.zh-cn.ts';
import { placeZhCn } from './place.zh-cn.ts';
import { repairZhCn } from './repair.zh-cn.ts';
import { reportsZhCn } from './reports.zh-cn.ts';
import type { sentencesEn } from './sentences.en.ts';
import { windowZhCn } from './window.zh-cn.ts';

export const sentencesZhCn: Translated<typeof sentencesEn> = {
  error: errorsZhCn,
  ...reportsZhCn,
  config: configZhCn,
  copy: copyZhCn,
  disk: diskZhCn,
  shadow: shadowZhCn,
  place: placeZhCn,
  fleet: fleetZhCn,
  gapAccepted: gapAcceptedZhCn,
  hold: holdZhCn,
  holding: holdingZhCn,
  history: historyZhCn,
  keep: keepZhCn,
  kit: kitZhCn,
  letter: letterZhCn,
  notify: notifyZhCn,
  repair: repairZhCn,
  alarm: alarmZhCn,
  cli: cliZhCn,
  'cli-alarm': cliAlarmZhCn,
  help: helpZhCn,
  window: windowZhCn,
};
