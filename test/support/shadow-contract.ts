import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawPath, rawFromText, textOf } from '../../electron/engine/base/index.ts';
import type { MadeShadows, ShadowMaker } from '../../electron/engine/source/index.ts';

export interface MakerUnderTest {
  readonly maker: ShadowMaker;
  /** Two volumes that there are, and one that there is not. */
  readonly volumes: readonly [string, string, string];
  /** Where the root of a volume is for whoever writes to it now. */
  folderOf(volume: string): string;
  /** The path of something on a volume, as the maker knows it. */
  pathOf(volume: string, below: string): RawPath;
  remove(): void;
}

/** What everything that makes shadow copies promises. */
export function shadowContract(name: string, make: () => MakerUnderTest): void {
  describe(`shadow copies ${name}`, () => {
    let tested: MakerUnderTest;
    beforeEach(() => {
      tested = make();
      for (const volume of tested.volumes.slice(0, 2)) {
        mkdirSync(join(tested.folderOf(volume), 'Books'), { recursive: true });
        write(volume, 'Books/ledger.db', `${volume} before`);
      }
    });
    afterEach(() => tested.remove());

    const write = (volume: string, path: string, text: string): void =>
      writeFileSync(join(tested.folderOf(volume), path), text);
    const read = ({ roots }: MadeShadows, volume: string, path: string): string =>
      readFileSync(`${textOf(roots.get(volume) as RawPath)}${path}`, 'utf8');

    it('are read as everything was when they were made, whatever becomes of the files', async () => {
      const { maker, volumes } = tested;
      const [first, second] = volumes;
      const made = await maker.make('first2', [first, second]);
      write(first, 'Books/ledger.db', 'after');
      write(first, 'Books/new', 'new');
      rmSync(join(tested.folderOf(second), 'Books'), { recursive: true });

      expect([read(made, first, 'Books/ledger.db'), read(made, second, 'Books/ledger.db'), made.why]).toEqual([
        `${first} before`,
        `${second} before`,
        [],
      ]);
      expect(() => read(made, first, 'Books/new')).toThrow('ENOENT');
    });

    it('are made of the volumes that can be had, and it is said why of the others', async () => {
      const { maker, volumes } = tested;
      const [first, , missing] = volumes;

      const made = await maker.make('second', [missing, first]);

      expect([[...made.roots.keys()], made.why.length]).toEqual([[first], 1]);
    });

    it('go with their id and no other does; removing them again, or what never was, is nothing', async () => {
      const { maker, volumes } = tested;
      const [first] = volumes;
      const [mine, other] = [await maker.make('mine22', [first]), await maker.make('other2', [first])];

      const removed = [await maker.remove('mine22'), await maker.remove('mine22'), await maker.remove('never2')];

      expect(removed).toEqual([true, true, true]);
      expect(existsSync(textOf(mine.roots.get(first) as RawPath) as string)).toBe(false);
      expect(read(other, first, 'Books/ledger.db')).toBe(`${first} before`);
    });

    it('know the volume of a path and the way from its root, and that a share has none', () => {
      const { maker, volumes } = tested;
      const [first] = volumes;

      const places = ['', 'Books', 'Books/ledger.db'].map((below) => maker.placeOf(tested.pathOf(first, below)));

      expect(places).toEqual(['', 'Books', 'Books/ledger.db'].map((below) => ({ volume: first, below })));
      expect(maker.placeOf(rawFromText('//nas/share/Books'))).toBeUndefined();
    });

    it('are not waited for once they are no longer wanted, and nothing stays of them', async () => {
      const { maker, volumes } = tested;
      const [first] = volumes;

      const made = await maker.make('cancel', [first], AbortSignal.abort());

      expect([made.roots.size, made.why.length, await maker.remove('cancel')]).toEqual([0, 1, true]);
    });
  });
}
