import type { holdingEn } from './holding.en.ts';
import type { Translated } from './keys.ts';

export const holdingZhCn: Translated<typeof holdingEn> = {
  doing: {
    backup: '计划“{{plan}}”自 {{since}} 起正在备份{{by}}（{{detail}}）。',
    consolidate: '计划“{{plan}}”自 {{since}} 起正在用已有备份生成新的完整备份{{by}}（{{detail}}）。',
    copy: '计划“{{plan}}”的备份自 {{since}} 起正在复制到其他位置{{by}}（{{detail}}）。',
    prune: '计划“{{plan}}”自 {{since}} 起正在清理旧备份{{by}}（{{detail}}）。',
    repair: '计划“{{plan}}”的损坏备份自 {{since}} 起正在修复{{by}}（{{detail}}）。',
    restore: '计划“{{plan}}”自 {{since}} 起正在恢复文件{{by}}（{{detail}}）。',
    undo: '计划“{{plan}}”自 {{since}} 起正在撤销一次恢复{{by}}（{{detail}}）。',
  },
  by: {
    window: '，由 {{who}} 在窗口中启动',
    schedule: '，由定时计划启动',
    'command-line': '，由 {{who}} 通过命令行启动',
  },
  who: '{{computer}} 上的 {{user}}',
};
