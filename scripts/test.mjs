import { end, say } from './parts/run.mjs';
import { everything, setup } from './setup.mjs';

await end(async () => {
  const { systemPackages } = await setup(everything);
  const { format, lint, runSteps, test, types } = await import('./parts/steps.mjs');
  const code = runSteps([...types, lint, format, test('unit'), test('journey'), test('window')]);
  if (code === 0) say('all tests passed');
  else if (!systemPackages) say('some system packages are missing: see the line near the top');
  return code;
});
