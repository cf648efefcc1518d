const displays = process.env['STRONGROOM_TEST_DISPLAYS']?.split(' ');
const worker = Number(process.env['VITEST_POOL_ID'] ?? 1);
// A display of its own for each worker, where the tests have started some.
if (displays) process.env['DISPLAY'] = displays[(worker - 1) % displays.length];
