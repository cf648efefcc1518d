import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogOnStart } from '../../../electron/contract/index.ts';
import type { LoginItem } from '../../../electron/main/login-item.ts';
import { Settings, zSettingsChange } from '../../../electron/main/settings.ts';

const first = {
  language: null,
  theme: 'system',
  startAtLogin: false,
  isStartBarred: false,
  notifyOn: 'trouble',
  closeTo: 'tray',
  kitDue: {},
};

function loginItem(): LoginItem {
  let on = false;
  return {
    state: () => (on ? 'on' : 'off'),
    set: (isOn) => {
      on = isOn;
    },
  };
}

describe('settings', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strongroom-settings-'));
    file = join(folder, 'settings.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are as a newcomer needs them before anyone has changed them', () => {
    expect(new Settings(file, loginItem()).current).toEqual(first);
  });

  it('outlast the program, and leave nothing else in the folder', () => {
    const item = loginItem();
    const settings = new Settings(file, item);

    const changed = settings.change({ language: 'zh-CN', theme: 'contrast', startAtLogin: true, closeTo: 'quit' });

    const expected = { ...first, language: 'zh-CN', theme: 'contrast', startAtLogin: true, closeTo: 'quit' };
    expect(changed).toEqual(expected);
    expect(new Settings(file, item).current).toEqual(expected);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"theme":7,"language":"fr","closeTo":null}'])(
    'are those of the beginning where the file holds %j',
    (text) => {
      writeFileSync(file, text);

      expect(new Settings(file, loginItem()).current).toEqual(first);
    },
  );

  it('keep the parts of a damaged file that can be read', () => {
    writeFileSync(file, '{"theme":"dark","notifyOn":12,"place":{"x":"left"}}');

    expect(new Settings(file, loginItem()).current).toEqual({ ...first, theme: 'dark' });
  });

  it('tell the watchers what is in force', () => {
    const settings = new Settings(file, loginItem());
    const seen = vi.fn();
    settings.onChange(seen);

    settings.change({ notifyOn: 'never' });

    expect(seen.mock.calls).toEqual([[{ ...first, notifyOn: 'never' }]]);
  });

  it('stay as they were, and say so, where the disk does not take them', () => {
    vi.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    writeFileSync(join(folder, 'no folder'), '');
    const settings = new Settings(join(folder, 'no folder', 'settings.json'), loginItem());

    expect(settings.change({ theme: 'dark' })).toEqual(first);
  });

  it('say what the system has, not what was wished, about the start with the session', () => {
    const settings = new Settings(file, { state: () => 'off', set: () => undefined });

    expect(settings.change({ startAtLogin: true }).startAtLogin).toBe(false);
  });

  it('tell those who watch what has become of the start in the system, and nothing where it is as it was', () => {
    let state: LogOnStart = 'on';
    const settings = new Settings(file, { state: () => state, set: () => undefined });
    const seen: unknown[] = [];
    settings.onChange(({ startAtLogin, isStartBarred }) => seen.push([startAtLogin, isStartBarred]));
    expect(settings.current).toMatchObject({ startAtLogin: true, isStartBarred: false });

    settings.look();
    state = 'barred';
    settings.look();
    settings.look();

    expect(seen).toEqual([[false, true]]);
  });

  it('are written as text that a person can read', () => {
    new Settings(file, loginItem()).change({ theme: 'light' });

    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light', closeTo: 'tray' });
  });

  it('take no value and no name that is not known', () => {
    for (const change of [{ theme: 'blue' }, { zoom: 3 }, { language: 'de' }, { startAtLogin: 'yes' }, null]) {
      expect(zSettingsChange.safeParse(change).success).toBe(false);
    }
  });
});
