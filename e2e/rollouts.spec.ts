import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import type { Router } from '#lib/contracts/rollouts.ts';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Rollouts in the browser: one is started by the dialog and steered by its buttons; one whose candidate fails is taken back
 * by itself, and the freeze is lifted by name.
 */
test.describe.configure({ mode: 'serial' });

const CANDIDATE = 'gpt-4.1';

async function expectCleanInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function act(page: Page, button: string, reason: string, confirm: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: confirm }).click();
  await expect(dialog).toBeHidden();
}

/** Never fails: one of the candidate's faults is to never answer, and nobody waits for that. */
const chat = (request: APIRequestContext, user: number) =>
  request
    .post('/chat', {
      headers: KEY,
      data: { prompt: `Rollout question ${user}`, user_id: `u${user}` },
      timeout: 5_000,
    })
    .catch(() => null);

test('strangers see and move no rollout', async ({ request }) => {
  for (const path of ['/api/rollouts', '/api/router'])
    expect((await request.get(path)).status(), path).toBe(401);
  for (const path of ['/api/rollouts', '/api/kill-switch', '/api/rollouts/freeze/lift'])
    expect((await request.post(path, { data: {} })).status(), path).toBe(401);
});

test('a rollout is started by the dialog, with messages at the fields', async ({ page }) => {
  await signIn(page, '/rollouts');
  await expect(page.getByRole('heading', { name: 'What serves production now' })).toBeVisible();
  await expectCleanInBoth(page);
  await page.getByRole('button', { name: /^Start a? ?rollout/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First share').fill('half');
  await dialog.getByRole('button', { name: 'Start rollout' }).click();
  await expect(dialog.getByText('Expected a number')).toBeVisible();
  await expect(dialog.getByText('Expected a model, a prompt version or both')).toBeVisible();
  await dialog.getByLabel('First share').fill('30');
  await dialog.getByLabel('Candidate model').fill(CANDIDATE);
  await expect(dialog.getByText('30% → 40% → 50% → … → 90% → promoted; 3 h 30 min at least')).toBeVisible();
  await expectCleanInBoth(page);
  await dialog.getByRole('button', { name: 'Start rollout' }).press('Enter');
  await page.waitForURL(/\/rollouts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: CANDIDATE })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Bake time of this step' })).toBeVisible();
});

test('it is paused, resumed and aborted; nobody decides on what moved on meanwhile', async ({
  page,
  request,
}) => {
  await signIn(page, '/rollouts');
  await page.getByRole('table', { name: 'Rollouts' }).getByRole('link', { name: CANDIDATE }).first().click();
  const history = page.getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveCount(1);

  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog.getByText('Expected a reason')).toBeVisible();
  await dialog.getByLabel('Reason').fill('lunch');
  await expectCleanInBoth(page);
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog).toBeHidden();
  await expect(history).toContainText('lunch');

  // Somebody else resumes it while the dialog is open.
  await page.getByRole('button', { name: 'Abort' }).click();
  await dialog.getByLabel('Reason').fill('not this week');
  const path = `/api${new URL(page.url()).pathname}`;
  const resumed = await request.post(`${path}/resume`, { headers: KEY, data: { reason: 'by another' } });
  expect(resumed.status(), await resumed.text()).toBe(200);
  await expect(dialog.getByText('The rollout has moved on since you opened this.')).toBeVisible();
  await dialog.getByRole('button', { name: 'I have seen it, go on' }).click();
  await dialog.getByRole('button', { name: 'Abort' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Aborted').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Promote now' })).toHaveCount(0);
  await expectCleanInBoth(page);
  expect(
    (await request.post(`${path}/resume`, { headers: KEY, data: { reason: 'too late' } })).status(),
  ).toBe(409);
});

test('kill switches ask for a reason and can be undone', async ({ page, request }) => {
  await signIn(page, '/rollouts');
  await act(page, 'Switch off: Candidate of a rollout', 'drill', 'Switch off');
  await expect(page.getByText('Switched off')).toBeVisible();
  const router = (await (await request.get('/api/router', { headers: KEY })).json()) as Router;
  expect(router).toMatchObject({ is_canary_killed: true, is_shadow_killed: false });
  await act(page, 'Switch on: Candidate of a rollout', 'drill over', 'Switch on');
  await expect(page.getByText('Switched off')).toHaveCount(0);
});

test('a broken candidate is taken back by itself, and the freeze is lifted by name', async ({
  page,
  request,
}) => {
  const started = await request.post('/api/rollouts', {
    headers: KEY,
    data: {
      candidate: { model: 'simulated/flaky' },
      plan: { initial_percentage: 95, triggers: { broken: { alpha: 0.4, min_errors: 3 } } },
    },
  });
  expect(started.status(), await started.text()).toBe(201);
  await signIn(page, '/rollouts?status=running');
  const row = page.getByRole('table', { name: 'Rollouts' }).getByRole('row', { name: /flaky/ });
  await expect(row).toContainText('95%');
  let user = 0;
  await expect(async () => {
    for (const last = user + 40; user < last; user += 1) void chat(request, user);
    await expect(page.getByText('Rollouts are frozen.')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 50_000 });
  await expectCleanInBoth(page);

  await page.getByRole('button', { name: 'Start rollout' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Candidate model').fill(CANDIDATE);
  await dialog.getByRole('button', { name: 'Start rollout' }).click();
  await expect(dialog.getByRole('alert')).toContainText('frozen');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'The rollout that caused it' }).click();
  await expect(page.getByRole('heading', { name: 'Evidence of the last decision' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Limits that take it back' })).toContainText('Fires');
  await expect(
    page.getByRole('region', { name: 'Error rate' }).locator('svg.recharts-surface'),
  ).toBeVisible();
  await expectCleanInBoth(page);
  await act(page, 'Lift the freeze', 'The cause was found', 'Lift the freeze');
  await expect(page.getByText('Rollouts are frozen.')).toHaveCount(0);
  await page.goto('/settings/audit');
  await expect(page.getByRole('table', { name: 'Audit log' })).toContainText('The cause was found');
});
