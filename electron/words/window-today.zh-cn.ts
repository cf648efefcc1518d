import type { Translated } from './keys.ts';
import type { windowTodayEn } from './window-today.en.ts';

export const windowTodayZhCn: Translated<typeof windowTodayEn> = {
  'lose-since': '如果这台电脑现在损坏，{{at}}（{{age}}）以来的工作将会丢失。',
  'lose-all_other': '如果这台电脑现在损坏，{{count, number}} 个计划中的全部内容都会丢失。',
  'lose-unread_other': '如果这台电脑现在损坏，{{count, number}} 个计划中的内容只能依靠尚未读回核对过的备份。',
  next: '下次备份：{{at}}（{{name}}）',
  'next-none': '没有安排下次备份，只有手动开始时才会备份。',
  'start-why': '有人打开 Strongroom 之后，计划中的备份才会运行。',
  start: {
    off: 'Strongroom 不会随电脑启动',
    why: '电脑关机再开之后，要等有人打开 Strongroom，计划中的备份才会运行。',
    on: '随电脑启动',
    barred: '系统被设为在您登录时不启动 Strongroom',
    'barred-why':
      '只有打开 Strongroom 时，计划中的备份才会运行。请在这里重新开启，或在 Windows 任务管理器的“启动应用”中、桌面的启动程序列表中开启。',
    refused: '这台电脑不允许这样设置。请告知信息技术人员；在此之前，每次开机后请打开 Strongroom。',
  },
  'same-disk': {
    title: '备份和文件在同一块磁盘上',
    why: '备份和文件在同一块磁盘上，磁盘一旦损坏，全部都会丢失。',
    next: '磁盘一旦损坏，全部都会丢失。请照这个计划另建一个，把备份放到另一块磁盘、U 盘或网络驱动器上。',
    do: '另建一个放在别处的计划',
    choose: '磁盘一旦损坏，全部都会丢失。请选择另一块磁盘、U 盘或网络驱动器上的文件夹。',
  },
  cause: {
    damaged: '最新的备份已损坏；较早的备份可能完好。',
    written: '最新的备份（{{age}}）已写入，存放位置称已收到。读回核对之后才算有效：请立即检查。',
    gaps_other: '最新的备份中缺少 {{count, number}} 个文件。',
    'overdue-hand': '这个计划由您自己启动，上一次是在{{age}}。',
    overdue: '在那之后，没有一次计划中的备份顺利完成。',
  },
  space: {
    full: '存放备份的位置大约 {{days}}后会存满。请腾出空间，或减少保留的备份。',
    rough: '存放备份的位置也许 {{days}}后会存满；目前的数据还不多。',
    free: '可用 {{free}}，共 {{total}}',
  },
  'damaged-next':
    '请立即备份：损坏的备份中的内容会全部重新保存。文件可以从较早的备份中恢复。请把代码告知信息技术人员。',
  'back-up-again': '再次备份',
  step: {
    'back-up': '立即备份',
    'back-up-all': '全部立即备份',
    check: '立即检查“{{name}}”',
    'check-this': '立即检查',
    look: '查看问题',
    resume: '恢复运行“{{name}}”',
    continue: '继续备份',
    prove: '恢复一个文件，验证备份可用',
    restore: '恢复文件',
    'first-plan': '为这台电脑建立计划',
  },
};
