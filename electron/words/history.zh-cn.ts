import type { HistoryWords } from './history.en.ts';

export const historyZhCn: HistoryWords = {
  verb: { backup: '备份', restore: '恢复', verify: '检查', undo: '撤销恢复', consolidate: '由备份生成全量' },
  skip: {
    paused: '计划已暂停',
    busy: '计划正在执行其他任务',
    'vault-unavailable': '备份位置未连接',
    'sources-unavailable': '要备份的文件夹全都无法读取',
    'not-running': '电脑已关机或休眠，或者 Strongroom 没有运行',
  },
  column: {
    started: '开始时间',
    ended: '结束时间',
    plan: '计划',
    verb: '操作',
    outcome: '结果',
    reason: '原因',
    code: '代码',
    kind: '类型',
    seconds: '用时（秒）',
    files: '文件数',
    bytes: '字节数',
    stored: '占用字节数',
    troubles: '问题数',
    point: '恢复点',
    to: '恢复到',
  },
  running: '进行中',
};
