import { describe, expect, it } from 'vitest';
import { Grants } from '../../../electron/main/grants.ts';
import { plan } from '../service/fake-engine.ts';

const add = (sources: string[], vault: string) => ({ name: 'p', sources, vault });
const restoreTo = (path: string) => ({ plan: 'a', target: { kind: 'folder', path } });

describe('grants', () => {
  it('refuse every path at first', () => {
    const grants = new Grants();

    expect(grants.refusedPath('plan.add', add(['/a'], '/v'))).toBe('/a');
    expect(grants.refusedPath('vault.open', { place: '/v' })).toBe('/v');
    expect(grants.refusedPath('restore.preview', restoreTo('/t'))).toBe('/t');
    expect(grants.refusedPath('restore.start', restoreTo('/t'))).toBe('/t');
  });

  it('hold for the purpose they were given for, and for no other', () => {
    const grants = new Grants();
    for (const purpose of ['source', 'vault', 'opened-vault', 'target'] as const) grants.grant(purpose, `/${purpose}`);

    expect(grants.refusedPath('plan.add', add(['/source'], '/vault'))).toBeUndefined();
    expect(grants.refusedPath('plan.add', add(['/source', '/target'], '/vault'))).toBe('/target');
    expect(grants.refusedPath('plan.add', add(['/source'], '/source'))).toBe('/source');
    expect(grants.refusedPath('vault.open', { place: '/opened-vault' })).toBeUndefined();
    expect(grants.refusedPath('restore.start', restoreTo('/target'))).toBeUndefined();
    expect(grants.refusedPath('restore.start', restoreTo('/source'))).toBe('/source');
  });

  it('are asked for by whatever reads a folder: a look at it before a plan, and a change of a plan', () => {
    const grants = new Grants();
    grants.grant('source', '/source');
    const edit = (sources: string[]) => ({ plan: 'a', change: { sources } });

    expect(grants.refusedPath('plan.estimate', { sources: ['/source'] })).toBeUndefined();
    expect(grants.refusedPath('plan.estimate', { sources: ['/source', '/b'] })).toBe('/b');
    expect(grants.refusedPath('plan.estimate', { sources: ['/source'], vault: '/v' })).toBe('/v');
    expect(grants.refusedPath('plan.edit', edit(['/source']))).toBeUndefined();
    expect(grants.refusedPath('plan.edit', edit(['/b']))).toBe('/b');
    expect(grants.refusedPath('plan.edit', { plan: 'a', change: { name: 'n' } })).toBeUndefined();
  });

  it('are for a path as it was picked, not for what lies in it or beside it', () => {
    const grants = new Grants();
    grants.grant('target', '/t');

    for (const path of ['/t/', '/t/x', '/t/..', '/T', '/']) {
      expect(grants.refusedPath('restore.start', restoreTo(path))).toBe(path);
    }
  });

  it('include the sources and vaults of plans that exist, for new plans', () => {
    const grants = new Grants();
    grants.plansReported([plan('a')]);

    expect(grants.refusedPath('plan.add', add(['/source'], '/vault'))).toBeUndefined();
    expect(grants.refusedPath('restore.start', restoreTo('/source'))).toBe('/source');
  });

  it('cover the original place of a plan, and never a ZIP that nobody has agreed to', () => {
    const grants = new Grants();
    grants.grant('target', '/t');

    expect(grants.refusedPath('restore.start', { plan: 'a', target: { kind: 'original-place' } })).toBeUndefined();
    expect(grants.refusedPath('restore.start', { plan: 'a', target: { kind: 'zip', path: '/t/x.zip' } })).toBeDefined();
  });
});
