import type { Translated } from './keys.ts';
import type { windowRepairEn } from './window-repair.en.ts';

export const windowRepairZhCn: Translated<typeof windowRepairEn> = {
  order: '从其他位置修复',
  why: '将从此计划的其他存放位置取得完好的副本，放在损坏的文件旁边。损坏的文件保持原样。',
  offer: '此计划的其他存放位置可能有完好的备份：请先从那里修复。',
  cancel: '停止修复',
  complete: '损坏的备份已修复',
  nothing: '没有损坏',
  incomplete: '损坏未能全部修复',
  failed: '损坏无法修复',
  cancelled: '修复已停止',
  skipped: '没有进行修复',
  'cancelled-why': '已修复的部分保留，您可以随时重新开始修复。',
  'nothing-why_other': '已查看所有位置的 {{count, number}} 个备份。',
  mended_other: '{{name}}：已用{{from}}的副本修复 {{count, number}} 个损坏的文件。',
  left_other: '{{name}}：有 {{count, number}} 个损坏的文件在任何位置都没有完好的副本，没有为它们写入任何内容。',
  'left-next': '如有位置当时无法访问，请连接后再次修复；否则请立即重新备份，下次备份不会依赖损坏的部分。',
  amounts: '写入 {{bytes}}，用时 {{time}}',
  'read-instead_other': '{{count, number}} 个损坏的文件已由旁边的完好副本修复。',
};
