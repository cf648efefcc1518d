import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../../electron/engine/engine.ts';

/** Makes a data folder with so many plans, each backed up for real so many times: `many-runs.mjs <folder> <plans> <runs>` */
const [folder, plans, runs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

const engine = await openEngine({ home: join(folder, 'home') });

async function makePlan(number) {
  const source = join(folder, `Documents ${number}`);
  mkdirSync(source, { recursive: true });
  const { id } = await engine.planAdd({
    name: `Plan ${number}`,
    sources: [source],
    vault: join(folder, `vault ${number}`),
    schedule: 'workdays 18:30',
  });
  for (let run = 1; run <= runs; run += 1) {
    writeFileSync(join(source, 'cash.txt'), `day ${run} of plan ${number}\n`);
    await engine.backup({ plan: id });
  }
}

await Promise.all(Array.from({ length: plans }, (_, index) => makePlan(index + 1)));
await engine.close();
