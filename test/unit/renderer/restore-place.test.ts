import { describe, expect, it } from 'vitest';
import { landingOf } from '../../../renderer/state/restore-place.ts';

const plan = {
  sources: [
    { label: 'Accounts', path: '/home/a/Accounts' },
    { label: 'Mail', path: '/home/a/Mail' },
  ],
};
const none = { create: 0, replace: 0, keepBoth: 0, skip: 0, keepNewer: 0, same: 0, folders: 0, unavailable: 0 };
const folder = { kind: 'folder', path: '/media/x' } as const;

describe('where a restore will put its files', () => {
  it('is the whole path of a single file', () => {
    const counts = { ...none, create: 1 };

    expect(landingOf(plan, { paths: ['Mail/2026/a.eml'], target: folder }, { to: '/media/x', counts })).toEqual({
      kind: 'file',
      paths: ['/media/x/Mail/2026/a.eml'],
    });
    expect(landingOf(plan, { paths: ['Mail/a.eml'], target: folder }, { to: 'D:\\Back', counts })).toEqual({
      kind: 'file',
      paths: ['D:\\Back\\Mail\\a.eml'],
    });
  });

  it('is the folder of a single file whose name is taken, because it will be called otherwise', () => {
    const counts = { ...none, keepBoth: 1 };

    expect(landingOf(plan, { paths: ['Mail/a.eml'], target: folder }, { to: '/media/x', counts })).toEqual({
      kind: 'folder',
      paths: ['/media/x/Mail'],
    });
  });

  it('is the chosen folder, and in it that of each source, for several files', () => {
    const counts = { ...none, create: 3, folders: 1 };
    const landing = (paths: string[]) => landingOf(plan, { paths, target: folder }, { to: '/media/x', counts });

    expect(landing([])).toEqual({ kind: 'folder', paths: ['/media/x'], labels: ['Accounts', 'Mail'] });
    expect(landing(['Mail/2026', 'Mail/b'])).toEqual({ kind: 'folder', paths: ['/media/x'], labels: ['Mail'] });
  });

  it('is what the engine says for a ZIP file and for the places where the files were', () => {
    const counts = { ...none, create: 1 };

    expect(
      landingOf(plan, { paths: ['Mail/a'], target: { kind: 'zip', path: '/z.zip' } }, { to: '/z.zip', counts }),
    ).toEqual({ kind: 'folder', paths: ['/z.zip'] });
  });
});
