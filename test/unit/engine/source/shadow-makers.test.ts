import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawFromText } from '../../../../electron/engine/base/index.ts';
import { AskedShadows } from '../../../../electron/engine/source/index.ts';
import { SimulatedShadowService } from '../../../support/simulated-shadow-service.ts';
import { SimulatedShadows } from '../../../support/simulated-shadows.ts';
import { shadowContract } from '../../../support/shadow-contract.ts';

const A_FOLDER = /^\/.*\/shadows\/[a-z0-9]+\/[A-Z]$/;
const PATIENCE = { makingMs: 20_000, takingMs: 20_000, removingMs: 20_000 };
const NONE = { makingMs: 20_000, takingMs: 0, removingMs: 0 };

let folder: string;
function newFolder(): string {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-shadows-'));
  return folder;
}
const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

shadowContract('that are simulated', () => {
  const volumes = { one: join(newFolder(), 'one'), two: join(folder, 'two') };
  return {
    maker: new SimulatedShadows(join(folder, 'shadows'), volumes),
    volumes: ['one', 'two', 'three'],
    folderOf: (volume) => join(folder, volume),
    pathOf: (volume, below) => rawFromText(join(folder, volume, below)),
    remove: removeFolder,
  };
});

shadowContract('by a helper that is asked by files', () => {
  const drives = join(newFolder(), 'drives');
  const helper = new SimulatedShadowService(folder, drives);
  return {
    maker: new AskedShadows({ folder: helper.folder, wake: helper.look, patience: PATIENCE }, A_FOLDER),
    volumes: ['C', 'D', 'X'],
    folderOf: (letter) => join(drives, letter),
    pathOf: (letter, below) => rawFromText(`${letter.toLowerCase()}:/${below}`),
    remove: removeFolder,
  };
});

describe('the helper for shadow copies', () => {
  let helper: SimulatedShadowService;
  beforeEach(() => {
    helper = new SimulatedShadowService(newFolder(), join(folder, 'drives'));
    mkdirSync(join(folder, 'drives', 'C'), { recursive: true });
  });
  afterEach(removeFolder);

  const asked = (wake: () => Promise<void>, device?: RegExp, patience = PATIENCE): AskedShadows =>
    new AskedShadows({ folder: helper.folder, wake, patience }, device);
  const waiting = (): string[] => readdirSync(join(helper.folder, 'ask'));

  it('is told drive letters and nothing else', async () => {
    await asked(helper.look, A_FOLDER).make('request', ['C', 'D']);

    expect([helper.asked, waiting()]).toEqual([['CD'], []]);
  });

  it('is not asked where nobody has put it in, and nothing is left of what it once made', async () => {
    rmSync(helper.folder, { recursive: true });

    const maker = asked(helper.look);

    expect(await maker.make('request', ['C'])).toEqual({ roots: new Map(), why: ['not-installed'] });
    expect(await maker.remove('request')).toBe(true);
  });

  it('refuses where the system will not start it, and is asked again by the next removal', async () => {
    const maker = asked(() => Promise.reject(new Error('ERROR: Access is denied.')));

    expect((await maker.make('request', ['C'])).why).toEqual(['refused']);
    expect(await maker.remove('request')).toBe(false);
    expect(await asked(helper.look, A_FOLDER).remove('request')).toBe(true);
    expect([waiting(), existsSync(join(folder, 'shadows', 'request'))]).toEqual([[], false]);
  });

  it('is not waited for without end; what it makes too late is removed all the same', async () => {
    expect((await asked(async () => undefined, A_FOLDER, NONE).make('request', ['C'])).why).toEqual(['no-answer']);
    await helper.look();
    expect(existsSync(join(folder, 'shadows', 'request'))).toBe(true);

    expect(await asked(helper.look).remove('request')).toBe(true);
    expect(existsSync(join(folder, 'shadows', 'request'))).toBe(false);
  });

  it('is waited for while its answer is half written, or says that more is to come', async () => {
    const shadows = [{ letter: 'C', device: '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy12' }];
    const answers = ['{"done":', { done: false, shadows: [], refused: [] }, { done: true, shadows, refused: [] }];
    const maker = asked(async () => {
      helper.tell('request', answers[0]);
      setTimeout(() => helper.tell('request', answers[1]), 200);
      setTimeout(() => helper.tell('request', answers[2]), 500);
    });

    const { roots, why } = await maker.make('request', ['C']);

    expect([[...roots], why]).toEqual([[['C', '//?/GLOBALROOT/Device/HarddiskVolumeShadowCopy12/']], []]);
  });

  it.each([
    'C:\\Windows',
    '\\\\evil\\share',
    '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\..\\HarddiskVolume2',
    '\\\\?\\GLOBALROOT\\Device\\HarddiskVolume2',
    '/etc',
    '',
  ])('is not followed to %s, which is no shadow copy', async (device) => {
    const maker = asked(async () =>
      helper.tell('request', { done: true, shadows: [{ letter: 'C', device }], refused: [] }),
    );

    expect(await maker.make('request', ['C'])).toEqual({ roots: new Map(), why: ['failed'] });
  });
});
