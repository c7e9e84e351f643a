import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,lib,inngest,cli,server,components,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/testing/embedded-template.ts'],
    // Each file has an embedded database of its own; two cores carry two at a time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
