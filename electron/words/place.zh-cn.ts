import type { Translated } from './keys.ts';
import type { placeEn } from './place.en.ts';

export const placeZhCn: Translated<typeof placeEn> = {
  works: '已向 {{place}} 写入试验文件，读回核对，在列表中找到，并已删除。',
  by: '试验者',
  'host-key': '对方计算机的密钥',
  durability: '写入的内容',
  lock: '锁定',
  locked: '在 {{until}} 之前，对象存储不允许任何人删除或更改。',
  'not-locked':
    '未锁定：对象存储没有确认会按地址中的要求防止删除。请使用创建时启用了对象锁定的存储桶，或从地址中去掉“lock”。',
  free: '可用空间',
  durable: {
    flushed: '系统表示已写到磁盘',
    checksum: '该位置已用校验和核对',
    unconfirmed: '已读回核对；该位置未确认已安全写到磁盘',
  },
};
