import type { diskEn } from './disk.en.ts';
import type { Translated } from './keys.ts';

export const diskZhCn: Translated<typeof diskEn> = {
  head: {
    name: '磁盘',
    place: '上次所在位置',
    connected: '已连接',
    used: '上次使用',
    good: '上次成功备份',
    points: '恢复点',
  },
  unnamed: '未命名',
  'is-here': '是',
  'is-away': '否',
  unknown: '未查看',
  never: '从未',
  next: '接下来请插入：{{name}}',
  'next-used': '接下来请插入：{{name}}（上次使用：{{at}}）',
  'is-next': '接下来使用：{{name}}（已连接）',
  'away-too-long': '{{name}} 太久没有使用：上次使用是 {{at}}。',
  'away-never': '{{name}} 还从未用于备份。',
  'plug-in-to-restore': '在“{{name}}”上，它没有连接',
  'can-unplug': '全部内容都已写入“{{name}}”，Strongroom 不再使用它。可以弹出并拔出。',
  'not-unplug': '请先不要拔出“{{name}}”：请先弹出它。',
  added: '“{{name}}”现在是计划“{{plan}}”的磁盘。它的备份存放在 {{vault}}',
  'added-next': '每次运行使用已连接的磁盘；连接了多块时，使用最久没有用过的那一块。',
  renamed: '磁盘现在名为“{{name}}”。',
  removed: '“{{name}}”不再是计划“{{plan}}”的磁盘。其中的内容仍然保留。',
  ejected: '现在可以拔出“{{name}}”。',
  moved: '备份已搬到别处…',
  'copy-of': '副本“{{copy}}”只包含磁盘“{{name}}”上的备份，不含其他磁盘的。',
  'no-copy': '磁盘“{{name}}”上的备份没有任何副本。请先备份到它，然后在它连接时再添加一个位置。',
  'old-passphrase':
    '更改密码短语时“{{name}}”没有连接，仍要用旧的密码短语打开。请连接它并再更改一次，填写旧的密码短语和同一个新的密码短语。',
  none: '计划“{{plan}}”没有轮换使用的磁盘。它的备份存放在 {{vault}}',
  'plug-in': {
    never: '插入磁盘时不运行',
    due: '插入磁盘时，如果备份已到期则运行',
    always: '每次插入磁盘时运行',
  },
};
