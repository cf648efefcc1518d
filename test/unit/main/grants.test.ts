import { describe, expect, it } from 'vitest';
import { Grants } from '../../../electron/main/grants.ts';
import { plan } from '../service/fake-engine.ts';

const add = (sources: string[], vault: string) => ({ name: 'p', sources, vault });
const files = { putBack: 1, removed: 0, leftChanged: 0, failed: 0 };
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
    expect(grants.refusedPath('plan.edit', { plan: 'a', change: { vault: '/v' } })).toBe('/v');
    expect(grants.refusedPath('plan.edit', { plan: 'a', change: { credentials: '/c' } })).toBe('/c');
    expect(grants.refusedPath('disk.add', { plan: 'a', name: 'B', place: '/v' })).toBe('/v');
    expect(grants.refusedPath('place.test', { place: '/v' })).toBe('/v');
    expect(grants.refusedPath('copy.add', { plan: 'a', place: '/v' })).toBe('/v');
  });

  it('are for an address and its file only once a person has picked the file for it', () => {
    const grants = new Grants();
    const [place, credentials] = ['sftp://branch@nas/backups', '/home/anna/nas.json'];
    const wishes = [
      ['place.test', { place, credentials }],
      ['copy.add', { plan: 'a', place, credentials }],
      ['disk.add', { plan: 'a', name: 'B', place, credentials }],
      ['vault.look', { place, credentials }],
      ['plan.add', { ...add([], place), sources: ['/source'], credentials }],
    ] as const;
    grants.grant('source', '/source');

    for (const [call, input] of wishes) expect(grants.refusedPath(call, input)).toBe(place);
    grants.grant('vault', place);
    for (const [call, input] of wishes) expect(grants.refusedPath(call, input)).toBe(credentials);
    grants.grant('credentials', credentials);
    for (const [call, input] of wishes) expect(grants.refusedPath(call, input)).toBeUndefined();
  });

  it('hold for the copies and the disks of a plan', () => {
    const grants = new Grants();
    const copy = { copy: 'c', name: 'c', place: '/copy', failover: false, keep: '', points: 0 };
    grants.plansReported([{ ...plan('a'), copies: [copy] }]);

    expect(grants.refusedPath('copy.add', { plan: 'a', place: '/copy' })).toBeUndefined();
    expect(grants.refusedPath('copy.add', { plan: 'a', place: '/copy/other' })).toBe('/copy/other');
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

  it('are not needed to give files back to where they came from', () => {
    const grants = new Grants();

    expect(grants.refusedPath('restore.start', { plan: 'a', target: { kind: 'original-place' } })).toBeUndefined();
  });

  it('let an old profile be mapped into the home folder or what was picked, and to nowhere else', () => {
    const grants = new Grants();
    grants.grant('profile', '/home/anna');
    grants.grant('target', '/data');
    const mapTo = (to: string) => ({
      plan: 'a',
      target: { kind: 'original-place' },
      map: [{ from: 'C:\\Users\\old', to }],
    });

    for (const to of ['/home/anna', '/home/anna/Documents', '/data', '/data/old']) {
      expect(grants.refusedPath('restore.start', mapTo(to))).toBeUndefined();
    }
    for (const to of ['/home/annabel', '/home', '/home/anna/../root', '/etc', 'relative', '/home/anna/']) {
      expect(grants.refusedPath('restore.start', mapTo(to))).toBe(to);
      expect(grants.refusedPath('plan.adopt', { plan: 'a', sources: [{ label: 'x', path: to }] })).toBe(to);
    }
    expect(grants.refusedPath('restore.start', restoreTo('/home/anna'))).toBe('/home/anna');
  });

  it('let a ZIP be written only where it was named in the dialog', () => {
    const grants = new Grants();
    grants.grant('target', '/t');
    grants.grant('zip', '/t/picked.zip');
    const zip = (path: string) => ({ plan: 'a', target: { kind: 'zip', path } });

    expect(grants.refusedPath('restore.start', zip('/t/x.zip'))).toBe('/t/x.zip');
    expect(grants.refusedPath('restore.start', zip('/t/picked.zip'))).toBeUndefined();
    expect(grants.refusedPath('diagnostics.make', { to: '/t/x.zip' })).toBe('/t/x.zip');
    expect(grants.refusedPath('diagnostics.make', { preview: true })).toBeUndefined();
  });

  it('let the file browser open what was picked, restored to or is backed up, and nothing else', () => {
    const grants = new Grants();
    grants.grant('target', '/t');
    grants.grant('vault', '/v');
    grants.plansReported([plan('a')]);
    grants.jobsReported([
      {
        planId: 'b',
        result: {
          outcome: 'complete',
          setId: 's',
          files: { requested: 1, restored: 1, skipped: 0, failed: 0 },
          bytes: 1,
          seconds: 1,
          to: '/restored',
          damaged: false,
          failures: [],
          renamed: [],
          notices: [],
        },
      },
    ]);

    expect(['/t', '/restored', '/source'].map((path) => grants.mayShow(path))).toEqual([true, true, true]);
    expect(['/t/x', '/source/2026'].map((path) => grants.mayShow(path))).toEqual([true, true]);
    expect(['/v', '/t/../v', '/'].map((path) => grants.mayShow(path))).toEqual([false, false, false]);
  });

  it('let the file browser open what a plan of another computer names only once files were given back there', () => {
    const grants = new Grants();
    const foreign = { ...plan('a'), origin: 'vault' as const };
    const result = { outcome: 'complete' as const, restore: 'r', files, seconds: 1, to: '/restored', failures: [] };
    grants.plansReported([foreign]);
    expect(grants.mayShow('/source')).toBe(false);

    grants.jobsReported([{ planId: 'b', result }]);
    expect(grants.mayShow('/source')).toBe(false);

    grants.jobsReported([{ planId: 'a', result }]);
    expect(grants.mayShow('/source')).toBe(true);
  });

  it('let plans be taken over only from a text that was read from a picked file', () => {
    const grants = new Grants();
    const json = '{"strongroom":"configuration","version":1,"plans":[]}';
    expect(grants.refusedPath('config.import', { json })).toMatch(/^sha256:/);

    grants.grantConfig(json);

    expect(grants.refusedPath('config.import', { json })).toBeUndefined();
    expect(grants.refusedPath('config.import', { json, preview: true })).toBeUndefined();
    expect(grants.refusedPath('config.import', { json: `${json} ` })).toMatch(/^sha256:/);
  });
});
