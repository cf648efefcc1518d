import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../electron/cli/command-table.ts';
import { LONG_COMMANDS, mayBeLong } from '../../../electron/cli/long-commands.ts';

describe('commands that are done in a process of their own', () => {
  it('are commands', () => {
    const all = COMMANDS.map(({ name }) => name);
    expect(LONG_COMMANDS.filter((command) => !(all as readonly string[]).includes(command))).toEqual([]);
  });

  it('are known by their words, wherever the options stand', () => {
    expect(mayBeLong(['--home', '/x', 'backup', 'books'])).toBe(true);
    expect(mayBeLong(['place', 'test', '/mnt/nas'])).toBe(true);
    expect(mayBeLong(['place', '--help'])).toBe(false);
    expect(mayBeLong(['plan', 'list', '--json'])).toBe(false);
  });
});
