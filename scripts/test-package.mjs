import { end, run } from './parts/run.mjs';
import { node24 } from './parts/place.mjs';
import { forPackageTest, setup } from './setup.mjs';

await end(async () => {
  await setup(forPackageTest);
  run(node24(), ['scripts/package.mjs']);
  const { runSteps, test } = await import('./parts/steps.mjs');
  return runSteps([test('packed')]);
});
