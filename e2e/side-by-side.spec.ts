import { expect, test } from '@playwright/test';
import { goldenScores } from '#lib/testing/golden-scores.ts';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/* Comparing runs: from the list of runs to the answers of one example, side by side. */
test.describe.configure({ mode: 'serial' });

const RUNS = [
  { runId: '0199d3a0-0000-7000-8000-0000000000e1', skill: 0.9, model: 'compared-large', price: 0.004 },
  { runId: '0199d3a0-0000-7000-8000-0000000000e2', skill: 0.85, model: 'compared-medium', price: 0.001 },
  { runId: '0199d3a0-0000-7000-8000-0000000000e3', skill: 0.4, model: 'compared-small', price: 0.002 },
];

test('three models are scored', async ({ request }) => {
  for (const { price, ...options } of RUNS) {
    const scores = goldenScores({ ...options, perCategory: 12, repeats: 2, tags: { purpose: 'comparison' } });
    for (const { answers } of scores.examples) for (const answer of answers) answer.cost_usd = price;
    scores.usage.cost_usd = scores.examples.flatMap(({ answers }) => answers).length * price;
    scores.metrics = { ...scores.metrics, cost_usd: scores.usage.cost_usd };
    const stored = await request.post('/api/runs/upload', { headers: KEY, data: scores });
    expect([200, 201], await stored.text()).toContain(stored.status());
  }
});

test('ticked in the list, compared in table and plot, down to the words of an answer', async ({ page }) => {
  await signIn(page, '/runs?filter=tags.purpose+%3D+%27comparison%27');
  for (const { model } of RUNS) await page.getByRole('checkbox', { name: `Select ${model}` }).check();
  await expect(page.getByRole('status').filter({ hasText: '3 runs selected' })).toBeVisible();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();

  const table = page.getByRole('table', { name: 'Compared runs' });
  await expect(table.locator('tbody tr')).toHaveCount(3);
  await expect(table.getByRole('row', { name: /compared-large/ })).toContainText('Reference');
  await expect(table.getByRole('row', { name: /compared-large/ })).toContainText('$4.00');
  await expect(table.getByRole('row', { name: /compared-small/ })).toContainText('Worse, beyond noise');
  const points = page.getByRole('list', { name: 'Runs by cost and quality' }).getByRole('button');
  await expect(points).toHaveCount(3);
  await expect(points.nth(0)).toHaveAccessibleName(/A, compared-large: score .* on the frontier/);
  await expect(points.nth(2)).toHaveAccessibleName(/another run is at least as good and as cheap/);
  await expect(page.getByRole('table', { name: 'Scores by category' }).locator('tbody tr')).toHaveCount(5);

  await page.getByLabel('Run beside the reference').selectOption(RUNS[2]?.runId ?? '');
  const line = page.getByRole('list', { name: 'Compared examples' }).getByRole('button').first();
  await line.click();
  await expect(page.getByRole('table', { name: 'Scores of both answers' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'C · compared-small' })).toBeVisible();
  await page.getByRole('radio', { name: 'All', exact: true }).click();
  await expect(page).toHaveURL(/change=all/);
  await page.getByRole('list', { name: 'Compared examples' }).getByRole('button').first().click();
  await expect(page.locator('del, ins').first()).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page);
  }

  await page.getByRole('button', { name: 'Make B the reference' }).click();
  await expect(table.locator('tbody tr').first()).toContainText('compared-medium');
  await expect(page).toHaveURL(new RegExp(`runs=${RUNS[1]?.runId}`));
});

test('says what is missing: runs to compare, and runs that there are not', async ({ page }) => {
  await signIn(page, '/compare');
  await expect(page.getByText('Choose runs to compare')).toBeVisible();
  await page.getByLabel('Add a run').selectOption(RUNS[0]?.runId ?? '');
  await expect(page.getByText('One more run is needed')).toBeVisible();
  await expectNoAxeViolations(page);
  const unknown = '0199d3a0-0000-7000-8000-0000000000ef';
  await page.goto(`/compare?runs=${RUNS[0]?.runId},${unknown}`);
  await expect(page.getByText(`there is no run ${unknown}`)).toBeVisible();
});
