import { describe, expect, it } from 'vitest';
import {
  createFormats,
  createWords,
  environmentLanguage,
  languageOf,
  PHONE_CODES,
} from '../../../electron/words/index.ts';

const english = createWords('en');
const chinese = createWords('zh-CN');

describe('words', () => {
  it('count in the plural forms and digits of the language', () => {
    expect([english('cli.list.more', { count: 1 }), english('cli.list.more', { count: 12345 })]).toEqual([
      '... and 1 more',
      '... and 12,345 more',
    ]);
    expect(chinese('cli.list.more', { count: 1 })).toBe('……另有 1 项');
  });

  it('print a name as it is, whatever it holds', () => {
    const name = '<b>&amp; $t(cli.plan.none) {{id}}';

    expect(english('cli.plan.removed', { name })).toBe(`The plan “${name}” was removed from this computer.`);
  });

  it('tell a failure with its code for the telephone', () => {
    expect(english.failure({ code: 'vault-unavailable', subject: '/mnt/x', detail: 'ENOENT' })).toEqual({
      code: 'vault-unavailable',
      phone: 'SR-302',
      sentence: 'The vault “/mnt/x” cannot be reached (ENOENT).',
      next: 'Connect the disk or the network drive, check that it opens in the file manager, then try again.',
    });
    expect(chinese.failure({ code: 'vault-unavailable', subject: '/mnt/x', detail: 'ENOENT' }).sentence).toBe(
      '无法访问保险库“/mnt/x”（ENOENT）。',
    );
  });

  it('tell a failure in the window without what is small print there', () => {
    const window = createWords('en', 'window');

    expect(window.failure({ code: 'vault-unavailable', subject: '/mnt/x', detail: 'ENOENT' })).toEqual({
      code: 'vault-unavailable',
      phone: 'SR-302',
      sentence: 'The place of the backups, “/mnt/x”, cannot be reached.',
      next: 'Connect the disk or the network drive, check that it opens in the file manager, then try again.',
    });
    expect(window.failure({ code: 'write-failed', subject: '/mnt/x', detail: 'EIO' }).sentence).toBe(
      'Writing to “/mnt/x” failed.',
    );
    expect([english('phase.sealing'), window('phase.sealing')]).toEqual(['Sealing', 'Finishing']);
  });

  it('say what is at work, since when and who started it, where something else is refused', () => {
    const since = new Date();
    since.setHours(14, 2);
    const holder = { verb: 'backup', plan: 'Accounts', since: since.toISOString(), by: 'schedule' } as const;
    const busy = { code: 'busy', subject: 'Accounts', detail: 'pid 42', holder } as const;
    const byAnna = { ...busy, holder: { ...holder, by: 'window', user: 'anna', computer: 'FRONT-2' } } as const;

    expect(english.failure(busy).sentence).toMatch(
      /^The plan “Accounts” has been backing up since 2:02\sPM, started by the schedule \(pid 42\)\.$/,
    );
    expect(chinese.failure(busy).sentence).toBe('计划“Accounts”自 14:02 起正在备份，由定时计划启动（pid 42）。');
    expect(createWords('en', 'window').failure(byAnna).sentence).toMatch(
      /^The plan “Accounts” has been backing up since 2:02\sPM, started in the window by anna on FRONT-2\.$/,
    );
    expect(createWords('zh-CN', 'window').failure(byAnna).sentence).toBe(
      '计划“Accounts”自 14:02 起正在备份，由 FRONT-2 上的 anna 在窗口中启动。',
    );
  });

  it('tell the day too of what has been at work since another one', () => {
    const holder = { verb: 'consolidate', plan: 'Accounts', since: '2026-01-02T12:00:00.000Z' } as const;

    expect(english.failure({ code: 'busy', subject: 'Accounts', holder }).sentence).toMatch(
      /^The plan “Accounts” has been making a new full from its backups since Jan 2, 2026, \d+:00\s[AP]M\.$/,
    );
  });

  it('leave no empty brackets where a failure has no detail', () => {
    expect(english.failure({ code: 'vault-unavailable', subject: '/mnt/x' }).sentence).toBe(
      'The vault “/mnt/x” cannot be reached.',
    );
    expect(chinese.failure({ code: 'sources-unavailable' }).sentence).toBe(
      '这个计划中的文件夹全都无法读取，因此没有备份任何内容。',
    );
  });
});

describe('telephone codes', () => {
  it('are each given once', () => {
    const codes = Object.values(PHONE_CODES);

    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^SR-[1-9]\d\d$/.test(code))).toEqual([]);
  });
});

describe('the language', () => {
  it.each([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-Hans-CN', 'zh-CN'],
    ['en_US.UTF-8', 'en'],
    ['C', 'en'],
    ['zha', 'en'],
    ['', 'en'],
  ])('of the locale %j is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it('is that of LC_ALL before LC_MESSAGES before LANG before the system', () => {
    const all = { LC_ALL: 'zh_CN', LC_MESSAGES: 'en_US', LANG: 'en_US' };

    expect([
      environmentLanguage(all, () => 'en'),
      environmentLanguage({ ...all, LC_ALL: '' }, () => 'en'),
      environmentLanguage({ LANG: 'zh_CN' }, () => 'en'),
      environmentLanguage({}, () => 'zh-CN'),
    ]).toEqual(['zh-CN', 'en', 'zh-CN', 'zh-CN']);
  });
});

describe('formats', () => {
  const { bytes, seconds, share, time } = createFormats('en', 'UTC');

  it('write sizes as the file manager of Windows does', () => {
    expect([0, 1, 1023, 1024, 1536, 10_485_760, 1_048_000, 5e12].map(bytes)).toEqual([
      '0 bytes',
      '1 byte',
      '1,023 bytes',
      '1 KB',
      '1.5 KB',
      '10 MB',
      '1,023 KB',
      '4.55 TB',
    ]);
  });

  it('go on to the next unit before 1,024 would be printed', () => {
    expect(bytes(1024 * 1023.9)).toBe('1 MB');
  });

  it('write times in the words of the language', () => {
    expect([seconds(0.04), seconds(5.83), seconds(59.7), seconds(75), seconds(7300)]).toEqual([
      '0 sec',
      '5.8 sec',
      '1 min 0 sec',
      '1 min 15 sec',
      '2 hr 1 min',
    ]);
    expect(createFormats('zh-CN').seconds(75)).toBe('1分钟 15秒');
    expect(share(0.456)).toBe('46%');
    expect(time('2025-11-21T09:30:00.000Z')).toMatch(/^Nov 21, 2025, 9:30\sAM$/);
  });
});
