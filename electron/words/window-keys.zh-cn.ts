import type { Translated } from './keys.ts';
import type { windowKeysEn } from './window-keys.en.ts';

export const windowKeysZhCn: Translated<typeof windowKeysEn> = {
  mark: {
    locked: '已加密，已锁定',
    open: '已加密，已打开',
    'locked-why': '备份会照常自动进行。查看其中的文件和恢复文件时，需要输入密码短语。',
    'open-why': '可以查看和恢复文件，直到关闭 Strongroom 或您重新锁定。',
  },
  open: '用密码短语打开…',
  lock: '重新锁定',
  ask: {
    title: '这些备份已加密',
    text: '要查看“{{name}}”，请输入密码短语。无论输入什么，备份中的内容都不会改变。',
    confirm: '打开',
    opening: '正在打开…',
    wrong: '这个密码短语打不开这些备份。请检查大小写和键盘语言，然后再试，次数不限。',
    'wrong-key': '这是一个恢复密钥，但属于其他备份。请核对应急恢复单上写的位置，或者使用密码短语。',
  },
  secret: {
    passphrase: '密码短语',
    show: '显示输入的内容',
    hide: '隐藏输入的内容',
    'only-key': '我只有恢复密钥',
    'has-passphrase': '我有密码短语',
    key: '恢复密钥',
    'key-text': '请输入应急恢复单上的 15 组字符，或者粘贴整个密钥。大小写都可以，第 1 组之前的部分不用输入。',
    group: '第 {{number}} 组',
    strange: '请再看一下第 {{groups}} 组：密钥中没有 B、I、O 和 1。',
    short: '第 {{groups}} 组太短或太长。',
    mistyped: '第 {{groups}} 组与应急恢复单上的不一致。',
    somewhere: '有些地方与应急恢复单不一致。请逐组核对。',
    whole: '15 组全部正确。',
  },
};
