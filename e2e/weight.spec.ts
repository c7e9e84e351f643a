import { expect, test } from '@playwright/test';
import { signIn } from './pages.ts';

/** What the first look at the overview may cost, over the wire. */
const MOST_SCRIPT_BYTES = 250_000;

test('the overview loads at most 250 kB of compressed JavaScript', async ({ page, browser }) => {
  await signIn(page);
  const state = await page.context().storageState();
  // Another browser context: nothing is in its cache.
  const context = await browser.newContext({ storageState: state });
  const first = await context.newPage();
  const scripts: Promise<{ url: string; encoding: string | undefined; bytes: number; length: number }>[] = [];
  first.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    scripts.push(
      (async () => ({
        url: response.url(),
        encoding: response.headers()['content-encoding'],
        length: (await response.body()).length,
        bytes: (await response.request().sizes()).responseBodySize,
      }))(),
    );
  });
  await first.goto('/', { waitUntil: 'networkidle' });
  await expect(first.getByRole('region', { name: 'Scores of runs' })).toBeVisible();
  const loaded = await Promise.all(scripts);
  await context.close();
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter(({ length, encoding }) => length > 1_024 && encoding !== 'br')).toEqual([]);
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = loaded.sort((a, b) => b.bytes - a.bytes).slice(0, 10);
  expect(total, JSON.stringify(largest, null, 1)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});
