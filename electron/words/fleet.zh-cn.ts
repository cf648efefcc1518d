import type { FleetWords } from './fleet.en.ts';

export const fleetZhCn = {
  state: {
    failing: '备份失败',
    overdue: '已逾期',
    never: '尚未备份',
    unknown: '情况不明',
    incomplete: '不完整',
    'same-disk': '仅在同一磁盘',
    paused: '已暂停',
    written: '尚未回读',
    protected: '受保护',
  },
  why: {
    'run-failed': '上次备份失败',
    damaged: '备份有损坏',
    'points-missing': '最近的有效备份已不见',
    silent: '太久没有消息',
    late: '太久没有有效备份',
    never: '从未备份过',
    'clock-ahead': '它或本机的时钟不准',
    'heartbeat-old': '仍在备份，但没有新消息',
    'heartbeat-damaged': '它报告的情况无法读取',
    'heartbeat-newer': '使用了更新版本的 Strongroom',
    'no-heartbeat': '没有报告自身情况',
    locked: '它报告的情况已加密',
    gaps: '最新的备份缺少文件',
    'same-disk': '备份与文件在同一磁盘上',
    paused: '在那台电脑上已暂停',
    unread: '最新的备份尚未回读',
    'no-plans': '不再向此处备份',
  },
} as const satisfies FleetWords;
