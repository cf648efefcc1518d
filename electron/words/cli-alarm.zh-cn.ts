import type { cliAlarmEn } from './cli-alarm.en.ts';
import type { Translated } from './keys.ts';

export const cliAlarmZhCn: Translated<typeof cliAlarmEn> = {
  none: '没有警报。',
  'none-closed': '还没有已结束的警报。',
  count_other: '{{count, number}} 个未处理的警报，最严重的在前。',
  head: '{{id}}  {{state}}：{{what}}',
  looked: '上次查看警报：{{at}}',
  'never-looked': '还没有查看过警报。',
  'looked-late': '很久没有查看警报了。托盘中的程序会查看，“strongroom run-due”也会。',
  acknowledged: '由 {{by}} 处理。到 {{until}} 之前不再提示，除非情况变得更糟。',
  accepted: '在 {{until}} 之前接受：{{pattern}}',
  refused: '不再接受：{{pattern}}',
};
