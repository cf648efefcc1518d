import { describe, expect, it } from 'vitest';
import { housePlan } from './house-plan.ts';
import { wrongArrows } from './import-wall.ts';
import { sourceTree } from './source-tree.ts';

const isCode = (path: string): boolean => /\.tsx?$/.test(path);

describe('import wall', () => {
  it('finds no arrow that the house plan does not draw', () => {
    const tree = sourceTree(['electron', 'renderer']);

    const wrong = wrongArrows(housePlan, Object.fromEntries(Object.entries(tree).filter(([path]) => isCode(path))));

    expect(wrong.join('\n')).toBe('');
  });

  it('reports exactly the wrong arrows of a tree made to have them', () => {
    const tree = {
      'electron/contract/index.ts': `import { z } from 'zod';\nimport { t } from '../words/index.ts';`,
      'electron/engine/chunk/cut.ts': `import { readFileSync } from 'node:fs';\nimport { createHash } from 'node:crypto';`,
      'electron/engine/archive/index.ts': `export { seal } from './seal.ts';\nexport * from '../due/index.ts';`,
      'electron/engine/vault/place.ts': `import type { Seal } from '../archive/seal.ts';\nimport 'fs';`,
      'electron/engine/plan/due.ts': `type Clock = import('../base/index.ts').Clock;\nimport { app } from 'electron';`,
      'electron/service/entry.ts': `const job = await import('../engine/due/index.ts');\nimport '../engine/engine.ts';`,
      'electron/main/entry.ts': `const { x } = require('../engine/engine.ts');\nawait import(name);`,
      'renderer/ui/badge.tsx': `import { Home } from '../screens/home.tsx';\nexport const b = <i />;`,
      'renderer/screens/home.tsx': `import { Button } from '@fluentui/react-components/x';\nimport 'left-pad';`,
      'electron/spare/room.ts': `import '../../scripts/build.mjs';`,
      'electron/cli/entry.ts': `import type { Point } from '../contract/index.ts';\nimport '../../scripts/build.mjs';`,
    };

    expect(wrongArrows(housePlan, tree)).toEqual([
      'electron/contract/index.ts:2: imports ../words/index.ts: contract -> words',
      'electron/engine/chunk/cut.ts:1: imports node:fs: engine/chunk -> node:fs',
      'electron/engine/archive/index.ts:2: imports ../due/index.ts: engine/archive -> engine/due',
      'electron/engine/vault/place.ts:1: imports ../archive/seal.ts: engine/vault -> engine/archive past its door electron/engine/archive/index.ts',
      'electron/engine/vault/place.ts:2: imports fs: a module of Node is written with node: in front',
      'electron/engine/plan/due.ts:2: imports electron: engine/plan -> package electron',
      'electron/service/entry.ts:1: imports ../engine/due/index.ts: service -> engine/due',
      'electron/main/entry.ts:1: imports ../engine/engine.ts: main -> engine',
      'electron/main/entry.ts:2: imports (computed): a wall cannot be checked for an import that is computed',
      'renderer/ui/badge.tsx:1: imports ../screens/home.tsx: renderer/ui -> renderer/screens',
      'renderer/screens/home.tsx:2: imports left-pad: renderer/screens -> package left-pad',
      'electron/spare/room.ts: stands in no room of the house plan',
      'electron/cli/entry.ts:2: imports ../../scripts/build.mjs: cli -> outside the house',
    ]);
  });
});
