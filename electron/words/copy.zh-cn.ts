import type { copyEn } from './copy.en.ts';
import type { Translated } from './keys.ts';

export const copyZhCn: Translated<typeof copyEn> = {
  complete: '“{{plan}}”的备份已在所有存放位置。',
  incomplete: '“{{plan}}”的备份尚未到达所有存放位置。',
  none: '“{{plan}}”的备份没有复制到其他位置。可用 --to-vault 添加。',
  removed: '“{{plan}}”的备份不再复制到“{{copy}}”，那里已有的备份保留。',
  promoted_other: '“{{plan}}”的备份今后存到 {{vault}}，那里已有 {{count, number}} 个恢复点。',
  former:
    '原来的第一位置 {{former}} 从现在起是副本，可以访问时会更新到最新。如果它永远找不回来，请用 copy --forget 将其移除。',
  'left-behind_other': '有 {{count, number}} 个恢复点只在那里，可以访问时会取到这里。',
  'rule-of-place': '为了不删除此位置保留的内容，计划今后采用此位置的保留规则：{{rule}}。可用 --keep 修改。',
  'rule-all': '全部保留',
  'brought-home_other': '已从替代位置取回 {{count, number}} 个恢复点。',
  'head-place': '位置',
  'head-copied': '本次复制',
  'head-there': '已有',
  'head-missing': '缺少',
  'head-bytes': '发送',
  'stood-in': '原位置无法访问：这次备份存到了“{{copy}}”，之后会取回。',
  'good-of': '{{of}} 处中 {{good}} 处',
  'copy-place_other': '{{name}}（{{count, number}} 个恢复点，最新为 {{at}}）',
  'stand-in-place_other': '{{name}}，原位置无法访问时代替（{{count, number}} 个恢复点，最新为 {{at}}）',
};
