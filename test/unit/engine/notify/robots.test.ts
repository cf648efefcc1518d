import { describe, expect, it } from 'vitest';
import { robotRefusal, robotRequest } from '../../../../electron/engine/notify/robots.ts';

const at = new Date('2026-11-21T09:00:00.000Z');
const url = 'https://robot.test/send?access_token=abc';

describe('What a group robot is sent', () => {
  it('is signed as DingTalk checks it', () => {
    const made = robotRequest('dingtalk', { text: '你好', url, secret: 'SEC1', at });

    // printf '1795251600000\nSEC1' | openssl dgst -sha256 -hmac SEC1 -binary | base64
    expect(new URL(made.url).searchParams.get('timestamp')).toBe('1795251600000');
    expect(new URL(made.url).searchParams.get('sign')).toBe('x8riWV0DQSCs2P6KTP8UKLqacAeXBQNNot/zvWavsbY=');
    expect(new URL(made.url).searchParams.get('access_token')).toBe('abc');
    expect(JSON.parse(made.body)).toEqual({ msgtype: 'text', text: { content: '你好' } });
  });

  it('is signed as Feishu checks it', () => {
    const made = robotRequest('feishu', { text: '你好', url, secret: 'SEC1', at });

    // printf '' | openssl dgst -sha256 -hmac "$(printf '1795251600\nSEC1')" -binary | base64
    expect(JSON.parse(made.body)).toEqual({
      timestamp: '1795251600',
      sign: 'SnRKI59969CX6vOR2z6pHv4TmkNIxmgWrOYLr/wCEl4=',
      msg_type: 'text',
      content: { text: '你好' },
    });
    expect(made.url).toBe(url);
  });

  it('is cut between two characters where it is longer than WeCom takes', () => {
    const made = robotRequest('wecom', { text: '备份'.repeat(1000), url, secret: undefined, at });

    const { text } = JSON.parse(made.body) as { text: { content: string } };
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2048);
    expect(Buffer.byteLength(text.content)).toBeGreaterThan(2040);
    expect(text.content).toMatch(/^(备份)+备?…$/);
  });

  it('is refused in the answer, not by its status', () => {
    expect(robotRefusal('{"errcode":0,"errmsg":"ok"}')).toBeUndefined();
    expect(robotRefusal('{"StatusCode":0,"code":0,"msg":"success"}')).toBeUndefined();
    expect(robotRefusal('{"errcode":93000,"errmsg":"invalid webhook url"}')).toBe('93000 invalid webhook url');
    expect(robotRefusal('{"code":19021,"msg":"sign match fail"}')).toBe('19021 sign match fail');
    expect(robotRefusal('<html>')).toBe('no JSON');
  });
});
