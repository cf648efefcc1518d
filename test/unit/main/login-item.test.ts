import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

    expect(item.isOn()).toBe(false);
    item.set(true);
    expect(item.isOn()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toBe(
      '[Desktop Entry]\nType=Application\nName=Strongroom\nExec="/opt/Strongroom/strongroom" --hidden\nTerminal=false\n',
    );
    item.set(false);
    expect(item.isOn()).toBe(false);
  });

  it('is off where the desktop has switched it off in its own way', () => {
    const item = autostartFile(folder, '/opt/strongroom');
    item.set(true);

    writeFileSync(file(), `${readFileSync(file(), 'utf8')}X-GNOME-Autostart-enabled=false\n`);

    expect(item.isOn()).toBe(false);
  });

  it('names the program exactly, whatever its path holds', () => {
    autostartFile(folder, '/opt/a "b" $c `d` 100%\\e').set(true);

    expect(readFileSync(file(), 'utf8')).toContain(
      'Exec="/opt/a \\\\"b\\\\" \\\\$c \\\\`d\\\\` 100%%\\\\\\\\e" --hidden\n',
    );
  });
});
