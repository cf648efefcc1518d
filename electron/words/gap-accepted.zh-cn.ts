import type { gapAcceptedEn } from './gap-accepted.en.ts';
import type { Translated } from './keys.ts';

export const gapAcceptedZhCn: Translated<typeof gapAcceptedEn> = {
  state: '已保护，{{files}} 个文件例外',
  title_other: '接受缺少 {{count, number}} 个文件吗？',
  text: '每次备份仍会尝试备份它们。在期限内，缺少它们不会引起警报；计划会显示为“已保护，有例外”，而不会显示为完全受保护。',
  days: '接受多久？',
  for_other: '{{count, number}} 天',
  accept: '接受',
  offer: '接受一段时间…',
  cause_other: '最新的备份中缺少 {{count, number}} 个文件，已同意到 {{until}}。',
};
