import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { WebhookFormat } from '../../contract/index.ts';

type Robot = Exclude<WebhookFormat, 'strongroom'>;

interface Asked {
  readonly text: string;
  readonly url: string;
  readonly secret: string | undefined;
  readonly at: Date;
}

/**
 * What group robots take, as their makers describe it: WeCom (developer.work.weixin.qq.com/document/path/91770), DingTalk
 * (open.dingtalk.com, custom robots), Feishu (open.feishu.cn, custom bots). Each wants UTF-8 text, and at most so many bytes of it.
 */
const BYTES_MAX: Readonly<Record<Robot, number>> = { wecom: 2048, dingtalk: 15_000, feishu: 15_000 };

/** The address and body of one message. What signs it never travels. */
export function robotRequest(robot: Robot, { text, url, secret, at }: Asked): { url: string; body: string } {
  const content = cut(text, BYTES_MAX[robot]);
  if (robot === 'wecom') return { url, body: JSON.stringify({ msgtype: 'text', text: { content } }) };
  if (robot === 'dingtalk') {
    const body = JSON.stringify({ msgtype: 'text', text: { content } });
    if (secret === undefined) return { url, body };
    const signed = new URL(url);
    const timestamp = String(at.getTime());
    signed.searchParams.set('timestamp', timestamp);
    signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`));
    return { url: signed.href, body };
  }
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const proof = secret === undefined ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') };
  return { url, body: JSON.stringify({ ...proof, msg_type: 'text', content: { text: content } }) };
}

const zCode = z.union([z.number(), z.string()]).optional();
const zAnswer = z.object({
  errcode: zCode,
  code: zCode,
  StatusCode: zCode,
  errmsg: z.string().optional(),
  msg: z.string().optional(),
});

/** They answer 200 to whatever they refuse, and say so in the body. Undefined: it was taken. */
export function robotRefusal(answer: string): string | undefined {
  try {
    const said = zAnswer.parse(JSON.parse(answer));
    const code = said.errcode ?? said.code ?? said.StatusCode ?? 0;
    if (code === 0) return undefined;
    return `${code} ${said.errmsg ?? said.msg ?? ''}`.trim();
  } catch {
    return 'no JSON';
  }
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

/** Never in the middle of a character. */
function cut(text: string, bytes: number): string {
  const whole = Buffer.from(text, 'utf8');
  if (whole.length <= bytes) return text;
  let end = bytes - 3;
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${whole.subarray(0, end).toString('utf8')}…`;
}
