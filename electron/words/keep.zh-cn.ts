import type { KeepWords } from './keep.en.ts';

export const keepZhCn: KeepWords = {
  why: {
    'no-rule': '保留全部备份',
    newest: '是最新的备份',
    last: '是最近几个备份之一',
    days: '是近期的备份',
    min: '是最近几个完好的备份之一，始终保留',
    needed: '其他备份需要它',
    'only-copy': '有文件在此之后一直无法保存，它存有最后一份',
    'brought-back': '不久前刚从回收区取回',
    'before-hold': '是可疑变化之前最后一份完好的备份',
    'odd-date': '它的日期与前后的备份不相符',
    damaged: '已损坏，需要先处理',
  },
  period: {
    daily: '代表 {{period}} 这一天',
    weekly: '代表 {{period}} 这一周',
    monthly: '代表 {{period}} 这个月',
    yearly: '代表 {{period}} 年',
  },
  frozen: {
    'suspicious-change': {
      sentence: '被修改或消失的文件远多于平常，还没有人说明原因。在此之前不会清理任何备份。',
      next: '请查看这些文件。“strongroom hold 计划”会显示发现了什么，并可在那里说明是否是你们自己做的。',
    },
    damage: {
      sentence: '这个计划的备份中发现了损坏，因此不清理任何备份：旧的备份可能还用得上。',
      next: '请检查备份，并做一次新的全量备份。',
    },
    'last-run-failed': {
      sentence: '这个计划的上一次备份没有成功，因此不清理任何备份。',
      next: '请重新备份；备份成功之后，旧的备份会自动清理。',
    },
    'clock-behind': {
      sentence: '这台电脑的时钟比以前显示的时间还早，因此不按它清理任何备份。',
      next: '请校正时钟。如果时钟现在是对的，IT 人员可以运行“strongroom prune 计划 --clock-is-right”来确认。',
    },
    'clock-ahead': {
      sentence: '距上次备份的时间远比平时长，或者这台电脑的时钟跳变过，因此暂不清理任何备份。',
      next: '请检查时钟。再正常备份一周之后会自动恢复清理，也可以运行“strongroom prune 计划 --clock-is-right”立即清理。',
    },
    'point-ahead': {
      sentence: '这个计划有一个备份的日期在将来，因此不按这个时钟清理任何备份。',
      next: '请校正时钟。如果时钟现在是对的，IT 人员可以运行“strongroom prune 计划 --clock-is-right”来确认。',
    },
    alarm: {
      sentence: '这个计划有未处理的警报，因此不清理任何备份：旧的备份可能是仅剩的。',
      next: '警报列表会说明出了什么问题以及该怎么办。',
    },
  },
};
