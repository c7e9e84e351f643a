import { expect, test } from '@playwright/test';
import { goldenScores } from '#lib/testing/golden-scores.ts';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Scores of runs on the overview, and the page of costs: two versions are uploaded, one chat is sent, a person looks.
 */
test.describe.configure({ mode: 'serial' });

const RUNS = [
  { id: '0199d3a0-0000-7000-8000-0000000000c1', model: 'trend-old', skill: 0.9 },
  { id: '0199d3a0-0000-7000-8000-0000000000c2', model: 'trend-new', skill: 0.5 },
];

test('strangers and bad ranges are refused', async ({ request }) => {
  for (const path of ['/api/overview/scores', '/api/costs']) {
    expect((await request.get(path)).status(), path).toBe(401);
    expect((await request.get(`${path}?from=yesterday`, { headers: KEY })).status(), path).toBe(422);
  }
});

test('versions stand beside each other, and a cell opens its run', async ({ page, request }) => {
  for (const { id, model, skill } of RUNS) {
    const scores = { ...goldenScores({ runId: id, skill }), model };
    const answer = await request.post('/api/runs/upload', { headers: KEY, data: scores });
    expect(answer.ok()).toBe(true);
  }
  await signIn(page, '/?range=7d');
  const trend = page.getByRole('region', { name: 'Scores of runs' });
  await expect(trend.getByText(/with an overall score of/)).toBeAttached();
  const category = trend.getByRole('button', { name: 'Tone consistency' });
  await category.click();
  await expect(category).toHaveAttribute('aria-pressed', 'false');

  const table = page.getByRole('table', { name: /Scores by category and version/ });
  await expect(table.getByRole('columnheader', { name: /trend-old/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Thresholds' })).toContainText('0.72');
  await expectNoAxeViolations(page);

  await page.getByRole('radio', { name: 'Runs promoted to production' }).click();
  await expect(page).toHaveURL(/range=7d.*env=production/);
  await page.getByRole('radio', { name: 'All runs' }).click();
  await table.getByRole('link', { name: /^Overall, trend-new/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/runs/${RUNS[1]?.id ?? ''}`);
});

test('costs are told by purpose', async ({ page, request }) => {
  const chat = await request.post('/chat', { headers: KEY, data: { prompt: 'What does this cost?' } });
  expect(chat.ok()).toBe(true);
  await signIn(page, '/costs?range=7d');
  const figures = page.getByRole('region', { name: 'Costs by purpose' });
  await expect(figures.getByText(/answers to callers · [1-9]/)).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: /Budgets of/ })
      .getByText('no limit')
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: 'By model' })).toContainText('simulated/gpt-4.1-mini');
  await expectNoAxeViolations(page);
});
