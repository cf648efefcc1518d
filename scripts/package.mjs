import { end } from './parts/run.mjs';
import { forPackage, setup } from './setup.mjs';

await end(async () => {
  const { runtime } = await setup(forPackage);
  const { packWindowApp } = await import('./package/window-app.mjs');
  await packWindowApp(runtime);
  if (process.platform === 'linux') {
    const { makeDebianPackage } = await import('./package/debian-package.mjs');
    makeDebianPackage(runtime);
  }
  return 0;
});
