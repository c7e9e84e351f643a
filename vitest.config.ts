import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,lib,inngest,cli,server,components,scripts}/**/*.test.{ts,tsx}'],
    // Each file boots its own embedded database; two cores carry two at a time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
