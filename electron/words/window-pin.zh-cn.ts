import type { Translated } from './keys.ts';
import type { windowPinEn } from './window-pin.en.ts';

export const windowPinZhCn: Translated<typeof windowPinEn> = {
  title: '用于删除和更改的 PIN',
  why: '设置 PIN 之后，所有人仍可备份、检查和恢复。移除计划、更改备份内容、保留时间或通知对象，以及与密码短语和应急恢复单有关的操作都会要求输入它。',
  slips: '它只能防止误操作，不能阻止可以访问文件的人。忘记 PIN 时，信息技术人员可以取消它。',
  set: '设置 PIN…',
  change: '更改 PIN…',
  remove: '取消 PIN',
  'set-title': '设置 PIN',
  'change-title': '更改 PIN',
  new: '新 PIN',
  again: '再输入一次 PIN',
  hint: '4 到 12 个数字或字母。',
  save: '保存 PIN',
  'done-set': 'PIN 已设置。请把它告诉可以删除和更改的人。',
  'done-removed': '现在没有设置 PIN。',
  pin: 'PIN',
  ask: {
    title: '此操作需要 PIN',
    text: '这里的删除和更改由 PIN 保护，以免因误操作造成损失。备份和恢复不需要它。',
    wrong: 'PIN 不对。没有执行任何操作。',
    wait: '多次输入错误后需要等待：请在 {{seconds}} 秒后重试。',
    confirm: '继续',
  },
};
