import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

const sources = {
  service: 'electron/service/entry.ts',
  cli: 'electron/cli/entry.ts',
  worker: 'electron/engine/pool/worker.ts',
};

/** New vaults get it; it lies beside the bundle, in a checkout as in the packed program. */
const rescueScript = {
  name: 'rescue-script',
  generateBundle() {
    const fileName = 'strongroom-rescue.py';
    this.emitFile({ type: 'asset', fileName, source: readFileSync(join(root, 'assets', 'rescue', fileName)) });
  },
};

export const engine = {
  name: 'engine',
  sources,
  inputs: [
    'electron/contract',
    'electron/words',
    'electron/engine',
    'electron/service',
    'electron/cli',
    'assets/rescue',
  ],
  outputs: ['engine'],
  configs: (entries) => [
    {
      plugins: [rescueScript],
      ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
      build: {
        ssr: true,
        target: 'node24',
        outDir: join(dist, 'engine'),
        rolldownOptions: {
          input: entries,
          // One flat folder: a worker is found beside whatever bundle starts it.
          output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
      root,
    },
  ],
};
