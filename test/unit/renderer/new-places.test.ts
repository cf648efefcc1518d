import { describe, expect, it } from 'vitest';
import { mapOf, suggestedPlaces } from '../../../renderer/state/new-places.ts';
import { folderOf, firstPlace, landedAt, originalPathOf } from '../../../renderer/state/restore-place.ts';

const plan = {
  sources: [
    { label: 'Documents', path: 'C:\\Users\\Anna Berg\\Documents' },
    { label: 'Kasse', path: 'D:\\Kasse' },
    { label: 'Shared', path: 'C:\\Users\\Public\\Shared' },
  ],
};
const linux = { sources: [{ label: 'Bilder', path: '/home/anna/Bilder/2026' }] };
const result = {
  outcome: 'complete',
  setId: 's',
  files: { requested: 1, restored: 1, skipped: 0, failed: 0 },
  bytes: 1,
  seconds: 1,
  to: 'C:\\Restored',
  damaged: false,
  failures: [],
  renamed: [],
  notices: [],
} as const;
const given = { ...result, failures: [], renamed: [], notices: [] };

describe('places on a new computer', () => {
  it('are suggested for what lay in the old profile, and guessed for nothing else', () => {
    expect(suggestedPlaces(plan, 'C:\\Users\\berg')).toEqual({ Documents: 'C:\\Users\\berg\\Documents' });
    expect(suggestedPlaces(linux, '/home/berg')).toEqual({ Bilder: '/home/berg/Bilder/2026' });
    expect(suggestedPlaces(linux, 'C:\\Users\\berg')).toEqual({ Bilder: 'C:\\Users\\berg\\Bilder\\2026' });
  });

  it('are asked for only where they are needed, and then all of them', () => {
    const places = { Documents: 'C:\\Users\\berg\\Documents' };

    expect(mapOf(plan, places, ['Documents/a.txt'])).toEqual([
      { from: 'C:\\Users\\Anna Berg\\Documents', to: 'C:\\Users\\berg\\Documents' },
    ]);
    expect(mapOf(plan, places, [])).toBeUndefined();
    expect(mapOf(plan, places, ['Kasse/b.db'])).toBeUndefined();
  });
});

describe('the place of a restore', () => {
  it('is not where it was after a ransom note', () => {
    expect(firstPlace('ransom', 'here')).toEqual({ kind: 'folder' });
    expect(firstPlace('deleted', 'here')).toEqual({ kind: 'original-place' });
    expect(firstPlace('look', 'vault')).toEqual({ kind: 'folder' });
  });

  it('is said exactly, in the writing of the system', () => {
    expect(originalPathOf(plan, 'Kasse/2026/a.db')).toBe('D:\\Kasse\\2026\\a.db');
    expect(originalPathOf(plan, 'Gone/a.db')).toBeUndefined();
    expect(folderOf('D:\\a.db')).toBe('D:\\');
    expect(folderOf('\\\\nas\\share\\x\\a.db')).toBe('\\\\nas\\share\\x');
    expect(landedAt(plan, { target: { kind: 'folder', path: 'C:\\Restored' }, paths: ['Kasse/a.db'] }, given)).toEqual({
      kind: 'file',
      paths: ['C:\\Restored\\Kasse\\a.db'],
    });
  });

  it('is the new name where the file had to get one', () => {
    const renamed = { ...given, renamed: [{ path: 'Kasse/a.db', as: 'D:\\Kasse\\a (restored).db' }] };

    expect(landedAt(plan, { target: { kind: 'original-place' }, paths: ['Kasse/a.db'] }, renamed).paths).toEqual([
      'D:\\Kasse\\a (restored).db',
    ]);
  });
});
