import type { Translated } from './keys.ts';
import type { repairEn } from './repair.en.ts';

export const repairZhCn: Translated<typeof repairEn> = {
  nothing: '“{{plan}}”的所有存放位置均未发现损坏。',
  complete: '“{{plan}}”的损坏已全部修复。',
  incomplete: '“{{plan}}”的损坏【未能】全部修复。',
  failed: '“{{plan}}”的损坏均无法修复。',
  cancelled: '“{{plan}}”的修复已停止，已修复的部分保留。',
  'place-mended_other': '{{name}}：已修复 {{count, number}} 个损坏的文件。',
  'place-good_other': '{{name}}：查看了 {{count, number}} 个恢复点，没有损坏。',
  'place-left_other': '{{name}}：有 {{count, number}} 个损坏的文件在任何位置都没有完好的副本：',
  beside: '{{file}} → {{by}}，取自“{{from}}”',
  'left-next':
    '没有为它们写入任何内容。如有位置当时无法访问，请连接后再次运行“strongroom repair”；否则请尽快用“strongroom backup {{plan}} --kind full”重新备份。',
  untouched: '损坏的文件本身保持原样，完好的副本放在旁边。',
  'read-instead_other': '{{count, number}} 个损坏的文件已由旁边的完好副本修复：',
};
