import { describe, expect, it } from 'vitest';
import { wrongShapes } from './shape.ts';
import { sourceTree } from './source-tree.ts';

describe('shape of the source', () => {
  it('has no file that is too long, badly named or exported by default', () => {
    const wrong = wrongShapes(sourceTree(['electron', 'renderer', 'scripts', 'test']));

    expect(wrong.join('\n')).toBe('');
  });

  it('reports exactly the files that break a rule', () => {
    const tree = {
      'electron/engine/backup/back-up.ts': 'x\n'.repeat(400),
      'electron/engine/restore/restore-files.ts': 'x\n'.repeat(401),
      'electron/engine/vault/vault.ts': 'export const x = 1;',
      'electron/engine/engine.ts': 'export { x as y };',
      'electron/engine/path-utils.ts': '',
      'electron/helpers/time.ts': '',
      'renderer/ui/BigButton.tsx': '',
      'electron/engine/base/clock.windows.ts': 'export default 1;',
      'electron/engine/base/ids.ts': 'export { x as default };',
      'electron/engine/base/tally.ts': 'export default function tally() {}',
    };

    expect(wrongShapes(tree)).toEqual([
      'electron/engine/restore/restore-files.ts: has 401 lines, 400 at most',
      'electron/engine/vault/vault.ts: repeats the name of its folder',
      'electron/engine/path-utils.ts: has a name that says nothing',
      'electron/helpers/time.ts: has a name that says nothing',
      'renderer/ui/BigButton.tsx: is not kebab-case',
      'electron/engine/base/clock.windows.ts: has a default export',
      'electron/engine/base/ids.ts: has a default export',
      'electron/engine/base/tally.ts: has a default export',
    ]);
  });
});
