import type { configEn } from './config.en.ts';
import type { Translated } from './keys.ts';

export const configZhCn: Translated<typeof configEn> = {
  holidays_other: '新增 {{count, number}} 个节假日：',
  'told-taken': '出问题时通知谁，将按此文件设置。',
  'told-kept': '出问题时通知谁，这台电脑上的设置保持不变。',
  'to-type-mail-password': '文件中不含邮件服务器的密码。请在这里重新输入，否则不会有邮件通知。',
  'to-type-webhook-address': 'Webhook 地址等同于密钥，文件中不含它。请在这里重新输入，否则不会有这种通知。',
};
