import type { Translated } from './keys.ts';
import type { letterAlarmEn } from './letter-alarm.en.ts';

export const letterAlarmZhCn: Translated<typeof letterAlarmEn> = {
  'suspicious-change': {
    what: '“{{name}}”中发生变化的文件异常多',
    next: '在有人查看之前，不会删除任何旧备份。请到该电脑上确认这些文件是否是有意更改的；如果不是，请立即断开其网络。',
  },
  damage: {
    what: '“{{name}}”的备份中发现损坏',
    next: '请重新进行一次完整备份，并检查存放备份的磁盘或共享文件夹。',
  },
  'points-missing': {
    what: '“{{name}}”的完好备份不见了',
    next: '请查明是谁或什么程序从存放位置删除了备份，并重新备份。',
  },
  'no-good-point': {
    what: '“{{name}}”太久没有完好的备份',
    next: '请在该电脑上启动一次备份，并查看结果。',
  },
  'run-failed': {
    what: '“{{name}}”的备份失败',
    next: '请在该电脑上打开 Strongroom，历史记录中会说明该怎么做。',
  },
  'place-lost': {
    what: '无法访问备份存放位置“{{name}}”',
    next: '请检查线缆、磁盘或网络，以及服务器是否已开机。',
  },
  space: {
    what: '备份存放位置“{{name}}”空间即将用完',
    next: '请腾出空间、减少保留的旧备份，或换用更大的磁盘。',
  },
  clock: {
    what: '“{{name}}”的时钟不准确',
    next: '请在该电脑上设置正确的时间和时区。',
  },
  'channel-failed': {
    what: '通过“{{name}}”发送的消息无法送达',
    next: '请在“设置”的“通知对象”中检查，并从那里发送测试消息。',
  },
  'copy-behind': {
    what: '副本没有跟上：“{{name}}”',
    next: '请确认副本的存放位置已连接，并手动启动一次复制。',
  },
  'check-late': {
    what: '“{{name}}”的备份太久没有检查',
    next: '请在该电脑上启动一次检查。',
  },
  gaps: {
    what: '“{{name}}”的备份中缺少文件',
    next: '请在该电脑上打开最近一次运行：其中列出了未能保存的文件及原因。',
  },
  neighbour: {
    what: '电脑“{{name}}”需要查看',
    next: '请到该电脑处查看，或联系在场的人员。',
  },
  'paused-long': {
    what: '“{{name}}”已暂停很久',
    next: '请恢复该计划；如果不再需要，请将其删除。',
  },
};
