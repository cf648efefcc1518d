import type { Translated } from './keys.ts';
import type { windowPlannedEn } from './window-planned.en.ts';

export const windowPlannedZhCn: Translated<typeof windowPlannedEn> = {
  title: '什么时候备份',
  week: '一周',
  month: '一个月',
  shown: '显示范围',
  none: '没有安排任何备份。',
  'none-day': '没有备份',
  run: '{{time}} {{plan}}',
  'run-kind': '{{time}} {{plan}}（{{kind}}）',
  runs_other: '{{count, number}} 次备份',
  waiting: {
    mains: '{{at}} 的备份正在等待接通电源，最迟到 {{until}}',
    network: '{{at}} 的备份正在等待网络，最迟到 {{until}}',
    unmetered: '{{at}} 的备份正在等待不按流量计费的网络，最迟到 {{until}}',
    idle: '{{at}} 的备份正在等待没有人使用电脑，最迟到 {{until}}',
    again: '{{at}} 的备份将在 {{until}} 重试',
  },
  timing: '更多时间设置',
  'catch-up': '补做电脑关机期间错过的备份',
  holidays: '节假日不备份',
  'waits-for': '先等待以下条件，等得太久则照常开始：',
  mains: '接通电源',
  network: '网络可用',
  unmetered: '网络不按流量计费',
  idle: '没有人使用电脑',
  'wait-hours': '最多等待',
  hours_other: '{{count, number}} 小时',
  spread: '多台电脑的开始时间',
  'spread-none': '都按时开始',
  minutes_other: '在 {{count, number}} 分钟内错开',
};
