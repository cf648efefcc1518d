import type { Translated } from './keys.ts';
import type { shadowEn } from './shadow.en.ts';

export const shadowZhCn: Translated<typeof shadowEn> = {
  read: {
    all: '全部内容都从卷影副本读取：保存的是同一时刻的状态，包括正打开的文件。',
    some: '部分内容从卷影副本读取，包括正打开的文件；其余在原位置读取。',
    none: '没有使用卷影副本，直接在原位置读取；正打开的文件可能缺失。',
  },
  why: {
    'not-installed': '这台电脑没有设置卷影副本。信息技术人员可以用管理员身份运行一次“strongroom shadow install”。',
    'no-answer': '这台电脑上创建卷影副本的程序没有及时响应。',
    refused: 'Windows 没有启动创建卷影副本的程序。',
    'not-supported': '网络文件夹和优盘没有卷影副本。',
    'no-room': '磁盘上没有空间再创建卷影副本。',
    failed: 'Windows 无法创建卷影副本。',
    lost: '读取过程中 Windows 删除了卷影副本，因此全部重新读取。',
  },
  use: '同时备份正打开的文件（Windows 卷影副本）',
  'use-why':
    '备份期间，Windows 会保留磁盘在某一时刻的状态。信息技术人员在这台电脑上设置后，邮件文件等正打开的文件也会被保存。',
  label: '打开的文件',
  off: '不使用卷影副本',
  'at-work': '这台电脑的备份可以从卷影副本读取，使用以下文件：',
  'not-at-work': '文件已就位，但 Windows 没有启动创建卷影副本的程序：',
  missing: '备份不会从卷影副本读取。用管理员身份运行“strongroom shadow install”可以启用。',
  'not-removed': '未能全部移除，请用管理员身份重试。',
  removed: '备份不再从卷影副本读取。',
  'only-windows': '只有 Windows 才有卷影副本',
};
