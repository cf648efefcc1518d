import type { EngineDoor } from '../../../electron/cli/world.ts';
import type { NotifySettings } from '../../../electron/contract/index.ts';

const at = '2025-11-21T09:30:00.000Z';

export const notifySettings: NotifySettings = {
  language: 'en',
  mail: {
    host: 'smtp.office.example',
    port: 587,
    security: 'starttls',
    user: 'backup@office.example',
    from: 'backup@office.example',
    to: ['it@office.example', 'boss@office.example'],
    hasPassword: true,
    health: {},
  },
  webhook: {
    format: 'wecom',
    origin: 'https://qyapi.weixin.qq.com',
    hasSecret: false,
    isPlain: false,
    health: { failingSince: at, failure: { code: 'channel-silent', subject: 'qyapi.weixin.qq.com' } },
  },
  digest: { every: 'week', at: '08:00', on: 'mon' },
  nextDigestAt: at,
};

type Answer = <T>(name: string, value: T) => (input?: unknown) => Promise<T>;

export function fakeNotify(answer: Answer): EngineDoor['notify'] {
  return {
    settings: answer('notify.settings', notifySettings),
    change: answer('notify.change', notifySettings),
    test: answer('notify.test', { channel: 'mail' as const, receivers: 2, seconds: 0.4 }),
    tell: answer('notify.tell', undefined),
  };
}
