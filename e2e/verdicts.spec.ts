import { expect, test } from '@playwright/test';
import { goldenScores } from '#lib/testing/golden-scores.ts';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * The quality gate: CI sends a run that is worse than the baseline, a person reads why, and promotes all the same.
 */
test.describe.configure({ mode: 'serial' });

const BASELINE = '0199d3a0-0000-7000-8000-0000000000d1';
const WORSE = '0199d3a0-0000-7000-8000-0000000000d2';
const ORIGIN = {
  repository: 'acme/assistant',
  commit: 'abcdef1234567',
  branch: 'shorter',
  pull_request: 417,
};

test('CI sends a run that fails against the baseline', async ({ request }) => {
  const baseline = goldenScores({ runId: BASELINE, skill: 0.88, repeats: 2, model: 'gate-baseline' });
  const stored = await request.post('/api/runs/upload', { headers: KEY, data: baseline });
  expect(stored.ok(), await stored.text()).toBe(true);
  expect((await request.post(`/api/runs/${BASELINE}/promote`, { headers: KEY })).status()).toBe(200);

  const scores = goldenScores({ runId: WORSE, skill: 0.6, repeats: 2, model: 'gate-worse' });
  const judged = await request.post('/api/ci/runs', { headers: KEY, data: { ...ORIGIN, scores } });
  expect(judged.ok(), await judged.text()).toBe(true);
  expect(await judged.json()).toMatchObject({ verdict: 'fail', exit_code: 1, baseline_run_id: BASELINE });
});

test('the list of verdicts leads to why it failed', async ({ page }) => {
  await signIn(page, '/gate');
  const rows = page.getByRole('table', { name: 'Verdicts' }).locator('tbody tr');
  await page.getByRole('radio', { name: 'Fail' }).click();
  await expect(page).toHaveURL(/verdict=fail/);
  await page.getByRole('searchbox', { name: 'Pull request' }).fill('#417');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/pr=417/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('shorter');
  await page.getByRole('searchbox', { name: 'Pull request' }).fill('x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Pull request' })).toHaveAttribute('aria-invalid', 'true');
  await page.goBack();
  await expectNoAxeViolations(page);

  await rows.getByRole('link', { name: 'gate-worse' }).click();
  await expect(page).toHaveURL(`/runs/${WORSE}/verdict`);
  await expect(page.getByRole('heading', { name: 'Fail', exact: true })).toBeVisible();
  await expect(page.getByText(/tone_consistency fell by 0\.\d+/)).toBeVisible();
  await expect(page.getByText('1: CI is blocked')).toBeVisible();

  const forest = page.getByRole('table', { name: 'Differences from the baseline' });
  await expect(forest.getByRole('row', { name: /Overall.*Drop/ })).toContainText(/−0\.\d{4} to −0\.\d{4}/);
  await expect(forest.getByRole('rowheader')).toHaveCount(6);
  const figures = page.getByRole('table', { name: 'The figures' });
  await figures.getByRole('button', { name: 'Category' }).click();
  await expect(page).toHaveURL(/sort=name&order=asc/);
  await expect(figures.getByRole('rowheader').nth(1)).toHaveText('Factual accuracy');

  const changed = page.getByRole('list', { name: 'Examples that changed' });
  await changed.getByRole('button').first().click();
  await expect(changed.getByRole('article', { name: 'Baseline' })).toBeVisible();
  await expect(changed.getByRole('article', { name: 'This run' })).toBeVisible();
  await page.getByRole('radio', { name: 'Improved' }).click();
  await expect(page).toHaveURL(/show=improved/);
});

test('the verdict page is clean in light and dark, and fits a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, `/runs/${WORSE}/verdict`);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/runs/${WORSE}/verdict`);
    await page.getByRole('list', { name: 'Examples that changed' }).getByRole('button').first().click();
    await expectNoAxeViolations(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});

test('the verdict file can be had, and judging again makes a new verdict', async ({ page, request }) => {
  await signIn(page, `/runs/${WORSE}/verdict`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'verdict.json' }).click();
  expect((await download).suggestedFilename()).toBe('verdict-000000d2.json');

  const countOf = async () => {
    const answer = await request.get(`/api/verdicts?run_id=${WORSE}`, { headers: KEY });
    return ((await answer.json()) as { items: unknown[] }).items.length;
  };
  const before = await countOf();
  await page.getByRole('button', { name: 'Judge again' }).click();
  await expect(page.getByText('Judged: fail')).toBeAttached();
  expect(await countOf()).toBe(before + 1);
});

test('promoting says what it replaces, and the history shows it', async ({ page }) => {
  await signIn(page, `/runs/${WORSE}`);
  await expect(page.getByRole('link', { name: 'Gate Fail' })).toHaveAttribute(
    'href',
    `/runs/${WORSE}/verdict`,
  );
  await page.getByRole('button', { name: 'Promote' }).click();
  const dialog = page.getByRole('dialog', { name: /Promote this run/ });
  await expect(dialog).toContainText('It replaces gate-baseline');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Promote' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('link', { name: 'Quality gate' }).click();
  const history = page.getByRole('table', { name: 'Baseline', exact: true }).locator('tbody tr');
  await expect(history.nth(0)).toContainText(/gate-worse.*Baseline/s);
  await expect(history.nth(1)).toContainText('gate-baseline');
  await history.nth(1).getByRole('button', { name: 'Promote again' }).click();
  await expect(dialog).toContainText('It replaces gate-worse');
  await dialog.getByRole('button', { name: 'Promote' }).click();
  await expect(dialog).toBeHidden();
  await expect(history.nth(0)).toContainText(/gate-baseline.*Baseline/s);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoAxeViolations(page);
});

test('a viewer reads verdicts, and neither judges nor promotes', async ({ page, request }) => {
  const invited = await request.post('/api/users', {
    headers: KEY,
    data: { email: 'reader@example.com', role: 'viewer' },
  });
  expect(invited.status(), await invited.text()).toBe(201);
  const { path } = (await invited.json()) as { path: string };
  await page.goto(path);
  await page.getByRole('button', { name: /Sign in/ }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');

  await page.goto(`/runs/${WORSE}/verdict`);
  await expect(page.getByRole('heading', { name: 'Fail', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /Judge/ })).toHaveCount(0);
  await page.goto('/gate');
  await expect(page.getByRole('table', { name: 'Baseline', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /Promote/ })).toHaveCount(0);
  const origin = { origin: new URL(page.url()).origin };
  for (const action of ['verdict', 'promote']) {
    const refused = await page.request.post(`/api/runs/${WORSE}/${action}`, { headers: origin, data: {} });
    expect(refused.status(), action).toBe(403);
  }
});
