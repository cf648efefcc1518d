import type { Translated } from './keys.ts';
import type { windowHolidaysEn } from './window-holidays.en.ts';

export const windowHolidaysZhCn: Translated<typeof windowHolidaysEn> = {
  title: '节假日',
  why: '这些日子没有人上班：“周一到周五”的备份会跳过，设为节假日不备份的计划（见计划设置中的“更多时间设置”）也会跳过。',
  none: '没有列出节假日。',
  yearly: '每年{{day}}',
  over_other: '已过去的 {{count, number}} 条',
  remove: '不再是节假日：{{day}}',
  from: '日期',
  to: '到（连续几天时）',
  'every-year': '每年重复',
  add: '添加节假日',
  'needs-day': '请选择日期。',
  'wrong-end': '最后一天必须晚于第一天。',
  rests: '不备份的日子',
  'rests-more_other': '……以及另外 {{count, number}} 天',
  where: '节假日是哪些天，请在“设置”的“节假日”中填写。',
};
