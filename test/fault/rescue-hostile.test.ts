import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFrame, type Entry } from '../../electron/engine/archive/index.ts';
import { type RawPath, rawBytes, rawFromText } from '../../electron/engine/base/index.ts';
import { sha256 } from '../../electron/engine/chunk/index.ts';
import { targetName } from '../../electron/engine/restore/target-name.ts';
import { file, folder, link } from '../support/crafted-entries.ts';
import { ESCAPE_NAMES } from '../support/escape-names.ts';
import { craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { rescue, RESCUE_SCRIPT } from '../support/rescue.ts';
import { setFolder } from '../support/vault-files.ts';

let place: EnginePlace;
let honest: string;
beforeAll(async () => {
  place = new EnginePlace('rescue-hostile');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  const engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
});
afterAll(() => place.remove());

let crafted = 0;

/** A set under seals and digests that are all in order; answers its name. */
function craft(...entries: Entry[]): string {
  crafted += 1;
  craftSet(honest, `crafted${crafted}`, [folder('source'), ...entries]);
  return `crafted${crafted}`;
}
describe('the rescue script and a crafted listing', () => {
  it('refuses contents that do not add up, and bounds what it reads', () => {
    const at = `crafted${crafted + 1}`;
    const chunk = { set: at, volume: 1, frame: 0, frameLength: 8_000_000, at: 0, length: 5, sha256: file('').sha256 };
    craft(
      file('source/a', { size: 9_000_000_000_000 }),
      file('source/b', { size: 5, sha256: 'a'.repeat(64), chunks: [chunk] }),
      file('source/c', { sha256: 'b'.repeat(64) }),
      file('source/d', { size: 10, chunks: [chunk, chunk] }),
      file('source/good'),
    );
    const rescued = rescue(place.vault, '--at', at, '--to', place.path('sums'));

    expect(rescued.status).toBe(6);
    for (const name of 'abcd') expect(rescued.stderr).toContain(`DAMAGED: source/${name}: `);
    expect(readdirSync(place.path('sums', 'source'))).toEqual(['good']);
  });

  it('gives what is whole also where a frame before it decodes to more than it says', () => {
    const at = `crafted${crafted + 1}`;
    const [more, raw] = [randomBytes(4_000_000), Buffer.alloc(500, 'y')];
    const [liar, honestFrame] = [compressFrame(more, 1), compressFrame(raw, 1)];
    // Its size stands behind descriptor and window.
    expect(liar.readUInt32LE(6)).toBe(4_000_000);
    liar.writeUInt32LE(1_048_576, 6);
    const content = (bytes: Buffer, frame: number, frameLength: number): object => {
      const digest = sha256(bytes);
      const chunk = { set: at, volume: 1, frame, frameLength, at: 0, length: bytes.length, sha256: digest };
      return { size: bytes.length, sha256: digest, chunks: [chunk] };
    };
    craft(
      file('source/after', content(raw, liar.length, honestFrame.length)),
      file('source/liar', content(more, 0, liar.length)),
    );
    writeFileSync(join(honest, '..', at, 'data-000001.tar.zst'), Buffer.concat([liar, honestFrame]));

    const rescued = rescue(place.vault, '--at', at, '--to', place.path('liar'));

    expect(rescued.status).toBe(6);
    expect(rescued.stderr).toContain('DAMAGED: source/liar: ');
    expect(readdirSync(place.path('liar', 'source'))).toEqual(['after']);
  });

  it('puts nothing on a terminal that could command it', () => {
    const at = craft(file('source/\x1b[2J\x9b31m'), file('source/..'), link('source/\x1b]0;x', '/'));

    const { stdout, stderr } = rescue(place.vault, '--at', at, '--files');

    expect(stdout).toContain('source/\\x1b[2J');
    expect(['\u001b', '\u009b'].some((character) => (stdout + stderr).includes(character))).toBe(false);
  });
});

describe('names that Windows cannot hold', () => {
  it('are written by the rescue script just as Strongroom writes them', () => {
    const more = ['aux .x', 'console', 'lpt0', 'y ', 'Gr\u00f6\u00dfe'].map(rawFromText);
    const names = [...new Set([...ESCAPE_NAMES.odd.flatMap((name) => name.split('/') as RawPath[]), ...more])];
    const program = `
import importlib.util, sys
spec = importlib.util.spec_from_file_location('rescue', sys.argv[1])
rescue = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(rescue)
for name in sys.argv[2:]:
    print(rescue.windows_name(bytes.fromhex(name)).encode('utf-8').hex())
`;
    const hex = names.map((name) => rawBytes(name).toString('hex'));
    const output = execFileSync('python3', ['-c', program, RESCUE_SCRIPT, ...hex], { encoding: 'utf8' });

    const found = output
      .trim()
      .split('\n')
      .map((line) => Buffer.from(line, 'hex').toString('latin1'));
    expect(found).toEqual(names.map((name) => targetName(name, 'win32')));
  });
});
