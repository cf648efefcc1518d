import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/parts/place.mjs';

const pieces = join(root, 'assets/installer/installer.nsh');
const base = mkdtempSync(join(tmpdir(), 'strongroom-nsis-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A small installer and uninstaller around our macros, put in where electron-builder's own scripts put them. */
const script = `Unicode true
!define APP_ID "app.strongroom.desktop"
!define isUpdated "'1' == '2'"
Name "Strongroom"
OutFile "${join(base, 'strongroom-test.exe')}"
InstallDir "$PROGRAMFILES\\Strongroom"
!include "${pieces}"
LoadLanguageFile "\${NSISDIR}\\Contrib\\Language files\\English.nlf"
LangString appClosing \${LANG_ENGLISH} "Closing"
Section
  !insertmacro customCheckAppRunning
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "Uninstall"
  !insertmacro customCheckAppRunning
  !insertmacro customUnInstall
SectionEnd
`;

describe('the pieces of the Windows installer', () => {
  it('are what makensis understands, without a warning', () => {
    const file = join(base, 'strongroom-test.nsi');
    writeFileSync(file, script);

    const said = execFileSync('makensis', ['-V2', '-WX', file], { encoding: 'utf8' });

    expect(said.trim()).toBe('');
  });

  it('give PowerShell commands whose brackets and quotation marks are whole', () => {
    const commands = [...readFileSync(pieces, 'utf8').matchAll(/insertmacro strongroomPowerShell "(.*)"$/gm)];

    expect(commands).toHaveLength(3);
    for (const [, command = ''] of commands) {
      // NSIS cuts what is longer than 1,024 characters, and the program's own path stands in front.
      expect(command.length).toBeLessThan(850);
      const bare = command.replace(/'[^']*'/g, '');
      expect(bare).not.toMatch(/["'`]/);
      expect(bare.split('(').length).toBe(bare.split(')').length);
      expect(bare.split('{').length).toBe(bare.split('}').length);
    }
  });
});
