import { join } from 'node:path';
import { dist, root } from '../parts/place.mjs';

const sources = {
  service: 'electron/service/entry.ts',
  cli: 'electron/cli/entry.ts',
  worker: 'electron/engine/pool/worker.ts',
};

export const engine = {
  name: 'engine',
  sources,
  inputs: ['electron/contract', 'electron/words', 'electron/engine', 'electron/service', 'electron/cli'],
  outputs: ['engine'],
  configs: (entries) => [
    {
      ssr: { noExternal: true, external: ['better-sqlite3'] },
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
