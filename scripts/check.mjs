import { ensurePackages } from './parts/packages.mjs';
import { end } from './parts/run.mjs';

await end(async () => {
  ensurePackages();
  const { format, lint, runSteps, test, types } = await import('./parts/steps.mjs');
  return runSteps([...types, lint, format, test('unit')]);
});
