import { expect, test } from '@playwright/test';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { goldenScores } from '#lib/testing/golden-scores.ts';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Runs on the dashboard: scores files of the golden set go through the API as `lrg` uploads them, then a person looks.
 */
test.describe.configure({ mode: 'serial' });

const GOOD = '0199d3a0-0000-7000-8000-0000000000a1';
const LACKING = '0199d3a0-0000-7000-8000-0000000000a2';

test('strangers see no runs', async ({ request }) => {
  for (const path of ['/api/runs', `/api/runs/${GOOD}`, `/api/runs/${GOOD}/examples`])
    expect((await request.get(path)).status(), path).toBe(401);
  expect((await request.post('/api/runs', { data: {} })).status()).toBe(401);
});

test('without runs the page says how to make the first one', async ({ page }) => {
  await signIn(page, '/runs');
  await expect(page.getByRole('heading', { name: 'Make the first run' })).toBeVisible();
  await expect(page.getByText('npm run lrg -- score')).toBeVisible();
  await expectNoAxeViolations(page);
});

test('scores files are stored, and one is promoted', async ({ request }) => {
  const files = [
    goldenScores({ runId: GOOD, skill: 0.88, repeats: 2, tags: { purpose: 'release' } }),
    goldenScores({
      runId: LACKING,
      skill: 0.55,
      model: 'gpt-4.1-nano',
      hasEmbedder: false,
      quality: 'degraded',
      reasons: ['no embedding metric: the model can not be reached'],
    }),
  ];
  for (const data of files) {
    const stored = await request.post('/api/runs/upload', { headers: KEY, data });
    expect(stored.status(), await stored.text()).toBe(201);
  }
  expect((await request.post(`/api/runs/${GOOD}/promote`, { headers: KEY })).status()).toBe(200);
});

test('the list: figures, filters and order, all in the address', async ({ page }) => {
  await signIn(page, '/runs');
  const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'Baseline' })).toContainText('env: production');
  await expect(rows.filter({ hasText: 'gpt-4.1-nano' })).toContainText('Degraded');

  await page.getByRole('button', { name: 'Overall', exact: true }).click();
  await expect(page).toHaveURL(/sort=overall&order=desc/);
  await expect(rows.first()).toContainText('gpt-4.1-mini');
  await page.getByRole('button', { name: 'Overall', exact: true }).click();
  await expect(rows.first()).toContainText('gpt-4.1-nano');
  await expect(page.getByRole('columnheader', { name: 'Overall' })).toHaveAttribute('aria-sort', 'ascending');

  await page.getByRole('button', { name: 'In production' }).click();
  await expect(rows).toHaveCount(1);
  const box = page.getByLabel('Filter expression');
  await expect(box).toHaveValue("tags.env = 'production'");
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.goBack();
  await expect(rows).toHaveCount(2);

  const refusal = page.getByRole('alert').filter({ hasText: /character 18.*expected a number/ });
  // Going back beyond a reload, Next asks for the page and draws it anew: what was typed before is gone with the old one.
  await expect(async () => {
    await box.fill('metrics.overall >');
    await box.press('Enter');
    await expect(refusal).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expectNoAxeViolations(page);
  await box.fill("metrics.overall < 0.7 and attributes.model like '%nano'");
  await box.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('gpt-4.1-nano');
});

test('a run: figures, categories and the examples behind them', async ({ page, request }) => {
  const run = (await (await request.get(`/api/runs/${GOOD}`, { headers: KEY })).json()) as RunDetail;
  await signIn(page, '/runs');
  await page.getByRole('link', { name: 'gpt-4.1-mini' }).click();
  await expect(page).toHaveURL(new RegExp(GOOD));
  await expect(page.getByText(run.overall?.toFixed(3) ?? 'none', { exact: true })).toBeVisible();
  const categories = page.getByRole('table', { name: 'Scores per category' });
  await expect(categories.locator('tbody tr')).toHaveCount(5);
  await expect(page.getByText('Resisted all 3')).toBeVisible();

  const rows = page.getByRole('table', { name: 'Examples' }).locator('tbody tr');
  await expect(rows).toHaveCount(25);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(rows).toHaveCount(50);

  await page.getByLabel('Category', { exact: true }).selectOption({ label: 'Tone consistency' });
  await expect(page).toHaveURL(/category=tone_consistency/);
  await expect(rows.filter({ hasText: 'Factual accuracy' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(page).toHaveURL(/sort=composite&order=asc/);
  await expect(page.getByRole('columnheader', { name: 'Score', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByLabel('Search in prompts and answers').fill('nothing holds this text');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No example matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all examples' }).click();
  await expect(rows).toHaveCount(25);
});

test('examples open, step and close by keyboard, and by their address', async ({ page }) => {
  await signIn(page, `/runs/${GOOD}`);
  const links = page.getByRole('table', { name: 'Examples' }).locator('tbody').getByRole('link');
  await links.first().focus();
  await page.keyboard.press('j');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('article')).toHaveCount(2);
  await expect(sheet).toContainText('Factual accuracy');
  await expectNoAxeViolations(page);
  const second = page.url();
  await page.keyboard.press('ArrowRight');
  await expect(page).not.toHaveURL(second);
  await page.keyboard.press('k');
  await expect(page).toHaveURL(second);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(links.nth(1)).toBeFocused();

  // One that isn't on the first page of the list.
  await page.goto(`/runs/${GOOD}?example=mt-020`);
  await expect(sheet.getByRole('heading', { name: 'Example mt-020' })).toBeVisible();
  await expect(sheet.getByRole('article')).toHaveCount(2);
});

test('tags are added and removed', async ({ page }) => {
  await signIn(page, `/runs/${LACKING}`);
  await expect(page.getByText('no embedding metric: the model can not be reached')).toBeVisible();
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByLabel('New tag, as name=value').fill('owner=ada');
  await page.keyboard.press('Enter');
  const tags = page.getByRole('list', { name: 'Tags' });
  await expect(tags).toContainText('owner: ada');
  await page.getByRole('button', { name: 'Remove the tag owner' }).click();
  await expect(page.getByText('owner: ada')).toBeHidden();
});

test('promoting asks first', async ({ page }) => {
  await signIn(page, `/runs/${LACKING}`);
  await page.getByRole('button', { name: 'Promote' }).click();
  const dialog = page.getByRole('dialog', { name: /Promote this run/ });
  await expect(dialog).toContainText('degraded');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Promote' }).click();
  await dialog.getByRole('button', { name: 'Promote' }).click();
  await expect(page.getByText('Baseline', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Promote' })).toBeHidden();
});

test('a run is started here and watched to its end', async ({ page }) => {
  await signIn(page, '/runs');
  await page.getByRole('button', { name: 'Start run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a run' });
  await dialog.getByLabel('Answers each').fill('0');
  await dialog.getByRole('button', { name: 'Start run' }).click();
  await expect(dialog.getByText('Expected a whole number from 1 to 100')).toBeVisible();
  await expectNoAxeViolations(page);
  await dialog.getByLabel('Answers each').fill('1');
  await dialog.getByLabel('At most').fill('10');
  await dialog.getByLabel('Tags').fill('purpose=a look');
  await dialog.getByRole('button', { name: 'Start run' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: 'Scores per category' })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole('table', { name: 'Examples' }).locator('tbody tr')).toHaveCount(10);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'scores.json' }).first().click();
  expect((await download).suggestedFilename()).toMatch(/^scores.*\.json$/);
});

test('there is no such run', async ({ page }) => {
  await signIn(page, '/runs/0199d3a0-0000-7000-8000-00000000dead');
  await expect(page.getByText('There is no such run')).toBeVisible();
});

test('both pages fit a telephone, in light and dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, '/runs');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [path, table] of [
      ['/runs', 'Runs'],
      [`/runs/${GOOD}`, 'Examples'],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole('table', { name: table }).locator('tbody tr').first()).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
      await expectNoAxeViolations(page);
    }
  }
});
