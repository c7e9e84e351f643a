import { defineConfig } from '@playwright/test';

const PORT = 3199;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  timeout: 60_000,
  // Costs nothing where a page is quick, and a busy machine isn't a mistake.
  expect: { timeout: 15_000 },
  // One server for all: what looks at an empty installation, and then at one without runs, comes first.
  projects: [
    { name: 'empty', testMatch: 'journey.spec.ts' },
    { name: 'runs', testMatch: 'runs.spec.ts' },
    { name: 'filled', testIgnore: ['journey.spec.ts', 'runs.spec.ts'] },
  ],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    // Colours that fade are measured in between otherwise.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node e2e/start-server.mjs',
    url: `http://127.0.0.1:${PORT}/health`,
    timeout: 60_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: { PORT: String(PORT) },
  },
});
