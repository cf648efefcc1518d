import { end, say } from './parts/run.mjs';
import { everything, setup } from './setup.mjs';

await end(async () => {
  const { systemPackages } = await setup(everything);
  const { format, lint, runSteps, runTogether, test, types } = await import('./parts/steps.mjs');
  const early = runSteps([...types, lint, format, test('unit')]);
  const code = early === 0 ? await runTogether([test('journey'), test('window')]) : early;
  if (code === 0) say('all tests passed');
  else if (!systemPackages) say('some system packages are missing: see the line near the top');
  return code;
});
