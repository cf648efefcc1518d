import type { Translated } from './keys.ts';
import type { placeEn } from './place.en.ts';

export const placeZhCn: Translated<typeof placeEn> = {
  works: '已向 {{place}} 写入试验文件，读回核对，在列表中找到，并已删除。',
  by: '试验者',
  'host-key': '对方计算机的密钥',
  durability: '写入的内容',
  free: '可用空间',
  durable: {
    flushed: '系统表示已写到磁盘',
    checksum: '该位置已用校验和核对',
    unconfirmed: '已读回核对；该位置未确认已安全写到磁盘',
  },
};
