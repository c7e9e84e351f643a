import { expect, test, type APIRequestContext } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * The way of a newcomer, in order: an empty installation, traffic through the API, the same traffic on the dashboard.
 */
test.describe.configure({ mode: 'serial' });

const CHATS = 60;

async function everything<T>(request: APIRequestContext, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor = ''; ;) {
    const response = await request.get(`${path}?limit=25${cursor && `&cursor=${cursor}`}`, { headers: KEY });
    const page = (await response.json()) as { items: T[]; next_cursor: string | null };
    items.push(...page.items);
    if (page.next_cursor === null) return items;
    cursor = page.next_cursor;
  }
}

test('strangers see the sign-in page and no data', async ({ page, request }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectNoAxeViolations(page);
  for (const path of ['/api/overview', '/api/chat-logs', '/api/shadow/evals', '/api/jobs', '/api/keys']) {
    const refusal = await request.get(path);
    expect(refusal.status(), path).toBe(401);
    expect(refusal.headers()['content-type']).toBe('application/problem+json');
  }
});

test('a wrong password is refused in words', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('admin@example.com');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
});

test('an empty installation says how to begin', async ({ page }) => {
  await signIn(page);
  await expect(page.getByText(/curl .*\/chat/)).toBeVisible();
  await expect(page.getByText(/simulat/i).first()).toBeVisible();
  await expectNoAxeViolations(page);
});

test('keys: made once, as wide as asked for, gone when revoked', async ({ request }) => {
  const made = await request.post('/api/keys', { headers: KEY, data: { name: 'reader', scopes: ['read'] } });
  expect(made.status()).toBe(201);
  const { id, key } = (await made.json()) as { id: string; key: string };
  const reader = { authorization: `Bearer ${key}` };
  expect((await request.get('/api/overview', { headers: reader })).status()).toBe(200);
  expect((await request.get('/api/keys', { headers: reader })).status()).toBe(403);
  expect((await request.post('/chat', { headers: reader, data: { prompt: 'hello there' } })).status()).toBe(
    403,
  );
  expect((await request.delete(`/api/keys/${id}`, { headers: KEY })).status()).toBe(204);
  expect((await request.get('/api/overview', { headers: reader })).status()).toBe(401);
});

test('chats are answered, logged, sampled and evaluated once', async ({ request }) => {
  const ids = new Set<string>();
  for (let i = 0; i < CHATS; i += 1) {
    const response = await request.post('/chat', {
      data: { prompt: `Question ${i}: what is a canary release?` },
    });
    expect(response.status()).toBe(200);
    const answer = (await response.json()) as { id: string; model_version: string };
    expect(answer.model_version).toBe('simulated/gpt-4.1-mini');
    ids.add(answer.id);
  }
  interface Log {
    id: string;
    sampled: boolean;
    shadow_bucket: number;
  }
  await expect(async () => {
    expect(new Set((await everything<Log>(request, '/api/chat-logs')).map(({ id }) => id))).toEqual(ids);
  }).toPass({ timeout: 10_000 });
  const logs = await everything<Log>(request, '/api/chat-logs');
  const sampled = logs.filter((log) => log.sampled).map(({ id }) => id);
  expect(sampled.length).toBeGreaterThan(15);
  expect(logs.every((log) => log.sampled === log.shadow_bucket < 5_000)).toBe(true);
  await expect(async () => {
    const evals = await everything<{ chat_log_id: string }>(request, '/api/shadow/evals');
    expect(evals.map((item) => item.chat_log_id).sort()).toEqual(sampled.sort());
  }).toPass({ timeout: 30_000 });
});

test('the dashboard shows them: figures, chart, table and both answers', async ({ page }) => {
  await signIn(page);
  const chart = page
    .getByRole('region', { name: 'Production and shadow scores' })
    .getByRole('group', { name: 'Scores over time' });
  await expect(chart.locator('[data-line]')).toHaveCount(2);
  for (const line of await chart.locator('[data-line]').all())
    expect((await line.getAttribute('d'))?.length).toBeGreaterThan(20);
  // The picture becomes a chart that answers, of the same size.
  const pictured = await chart.boundingBox();
  await chart.hover();
  await expect(chart.locator('.recharts-line-curve')).toHaveCount(2);
  expect(await chart.boundingBox()).toMatchObject({ width: pictured?.width, height: pictured?.height });
  await expectNoAxeViolations(page);
  await page.getByRole('table', { name: 'Latest shadow evaluations' }).getByRole('link').first().click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('article', { name: /production answer/i })).toContainText('Simulated answer');
  await expect(sheet.getByRole('article', { name: /(shadow|candidate) answer/i })).toContainText(
    'Simulated answer',
  );
  await expect(page).toHaveURL(/eval=/);
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('it fits a telephone, in light and dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await signIn(page);
    await expect(
      page.getByRole('region', { name: 'Production and shadow scores' }).locator('[data-line]'),
    ).toHaveCount(2);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectNoAxeViolations(page);
    await page.context().clearCookies();
  }
});

test('the API describes itself', async ({ request }) => {
  const document = (await (await request.get('/openapi.json')).json()) as { paths: Record<string, unknown> };
  expect(Object.keys(document.paths)).toContain('/api/shadow/evals/{id}');
});
