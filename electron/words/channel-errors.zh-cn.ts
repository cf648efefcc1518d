import type { channelErrorsEn } from './channel-errors.en.ts';
import type { Translated } from './keys.ts';

export const channelErrorsZhCn: Translated<typeof channelErrorsEn> = {
  'channel-unset': {
    sentence: '还没有设置通过“{{subject}}”通知任何人。',
    next: '请先在“设置”的“通知对象”中进行设置。',
  },
  'channel-address': {
    sentence: '通知要发往的地址缺失或无法使用（“{{subject}}”）。',
    next: '请检查地址的写法。',
  },
  'channel-plain': {
    sentence: '“{{subject}}”不在本单位的网络内，不会以未加密的方式向外发送任何内容。',
    next: '请使用以 https 开头的地址，或使用加密方式连接邮件服务器。',
  },
  'channel-host-unknown': {
    sentence: '找不到名为“{{subject}}”的服务器。',
    next: '请检查名称的写法，以及这台电脑是否已联网。',
  },
  'channel-refused': {
    sentence: '服务器“{{subject}}”不接受连接（{{detail}}）。',
    next: '请检查端口、服务器是否正在运行，以及中间是否有防火墙。',
  },
  'channel-silent': {
    sentence: '服务器“{{subject}}”没有应答。',
    next: '请检查名称、端口和网络，然后重试。',
  },
  'channel-certificate': {
    sentence: '服务器“{{subject}}”无法证明自己的身份（{{detail}}），因此没有向它发送任何内容。',
    next: '请检查名称。如果证书由本单位自行签发，必须在这台电脑上安装其证书颁发机构。',
  },
  'channel-no-tls': {
    sentence: '服务器“{{subject}}”不按所设置的方式加密连接，因此没有向它发送任何内容。',
    next: '请选择另一种加密方式及对应的端口：587 或 465。',
  },
  'channel-login': {
    sentence: '邮件服务器“{{subject}}”不接受该用户名和密码（{{detail}}）。',
    next: '请重新输入密码。有些服务商要求使用专门的授权码。',
  },
  'channel-rejected': {
    sentence: '服务器“{{subject}}”不接收这条消息（{{detail}}）。',
    next: '请检查发件人和收件人地址或机器人的地址，并询问服务器的管理员。',
  },
  'channel-moved': {
    sentence: '服务器“{{subject}}”要求转到另一个地址（{{detail}}），程序不会跟随。',
    next: '请填写实际的地址。',
  },
};
