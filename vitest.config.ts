import { defineConfig } from 'vitest/config';

/** Pure code, and what fakes its surroundings by arguments: nothing that a test leaves behind for the next. */
const PURE = ['lib/{domain,view-models,config,contracts}/**/*.test.{ts,tsx}'];

const limits = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // As in every process of the application.
    setupFiles: ['lib/contracts/plain-messages.ts'],
    globalSetup: ['lib/testing/template-databases.ts'],
    // Each file has an embedded database of its own; two cores carry two at a time.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{app,lib,inngest,cli,server,components,scripts}/**/*.test.{ts,tsx}'],
          exclude: PURE,
          // Most functions of the embedded database run too rarely in a file to be worth the optimizing compiler.
          execArgv: ['--wasm-tiering-budget=100000000'],
          ...limits,
        },
      },
      // A process for each of these files would take longer to start than its tests.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false, ...limits } },
    ],
  },
});
