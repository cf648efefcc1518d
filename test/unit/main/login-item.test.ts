import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowsStart } from '../../../electron/contract/index.ts';
import { autostartFile } from '../../../electron/main/login-item.ts';

describe('the start with the session', () => {
  let folder: string;
  const file = () => join(folder, 'autostart', 'strongroom.desktop');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strongroom-login-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is switched on and off by a file of the desktop, and is hidden', () => {
    const item = autostartFile(folder, '/opt/Strongroom/strongroom');

    expect(item.state()).toBe('off');
    item.set(true);
    expect(item.state()).toBe('on');
    expect(readFileSync(file(), 'utf8')).toBe(
      '[Desktop Entry]\nType=Application\nName=Strongroom\nExec="/opt/Strongroom/strongroom" --hidden\nTerminal=false\n',
    );
    item.set(false);
    expect(item.state()).toBe('off');
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false', 'Hidden = true'])(
    'is barred where the desktop has switched it off by %s, until it is switched on',
    (line) => {
      const item = autostartFile(folder, '/opt/strongroom');
      item.set(true);

      writeFileSync(file(), `${readFileSync(file(), 'utf8')}${line}\n`);

      expect(item.state()).toBe('barred');
      item.set(true);
      expect(item.state()).toBe('on');
    },
  );

  it.each([
    [false, undefined, 'off'],
    [false, 3, 'off'],
    [true, undefined, 'on'],
    [true, 2, 'on'],
    [true, 6, 'on'],
    [true, 3, 'barred'],
    [true, 7, 'barred'],
  ] as const)('is of Windows, with an entry (%s) and what was said of it (%s): %s', (hasEntry, approved, start) => {
    expect(windowsStart(hasEntry, approved)).toBe(start);
  });

  it('names the program exactly, whatever its path holds', () => {
    autostartFile(folder, '/opt/a "b" $c `d` 100%\\e').set(true);

    expect(readFileSync(file(), 'utf8')).toContain(
      'Exec="/opt/a \\\\"b\\\\" \\\\$c \\\\`d\\\\` 100%%\\\\\\\\e" --hidden\n',
    );
  });
});
