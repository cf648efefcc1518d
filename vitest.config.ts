import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

export default defineConfig({
  test: {
    globalSetup: ['test/support/engine-build.setup.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,house,format}/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/spoil-as-disks-do.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'journey',
          include: ['test/{fault,journey,place}/**/*.test.ts'],
          setupFiles: ['test/support/spoil-as-disks-do.ts'],
          // Much of it is waiting: for servers, and for files to be old enough to be believed.
          maxWorkers: 3,
          testTimeout: 5 * minuteMs,
          hookTimeout: 2 * minuteMs,
        },
      },
      {
        test: {
          name: 'window',
          include: ['test/window/**/*.test.ts'],
          globalSetup: ['test/support/display.setup.ts'],
          setupFiles: ['test/support/own-display.ts', 'test/support/spoil-as-disks-do.ts'],
          maxWorkers: 2,
          testTimeout: 2 * minuteMs,
          hookTimeout: minuteMs,
        },
      },
      {
        test: {
          name: 'packed',
          include: ['test/packed/**/*.test.ts'],
          globalSetup: ['test/support/display.setup.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: minuteMs,
          hookTimeout: minuteMs,
        },
      },
    ],
  },
});
