import { expect, test } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn, signInByForm } from './pages.ts';

/*
 * Traffic: exchanges with hostile texts go through the gateway and are rated, then a person looks for them.
 */
test.describe.configure({ mode: 'serial' });

/** Of this attempt alone. */
const USER = `user ${crypto.randomUUID()}`;
const SCRIPT = '<script>document.title = "taken over"</script> What is a canary?';
const RTL = 'ما هو إصدار الكناري وكيف يعمل؟';

test('strangers see no traffic', async ({ request }) => {
  for (const path of ['/api/chat-logs/export?format=csv', '/api/traffic/summary', '/api/feedback/summary'])
    expect((await request.get(path)).status(), path).toBe(401);
});

test('exchanges are stored, rated and exported', async ({ request }) => {
  for (const [i, prompt] of [SCRIPT, RTL, '=1+1 is what?', `long ${'text '.repeat(4_000)}`].entries()) {
    const chat = await request.post('/chat', {
      data: { prompt, user_id: USER, session_id: 'one', use_case: `case ${i % 2}` },
    });
    const { id } = (await chat.json()) as { id: string };
    // Open to programs on this machine, and it need not be stored yet.
    const feedback = await request.post('/api/feedback', {
      data: { chat_id: id, rating: i === 0 ? 'down' : 'up' },
    });
    expect(feedback.status()).toBe(200);
  }
  await expect(async () => {
    const file = await request.get(`/api/chat-logs/export?format=csv&user_id=${encodeURIComponent(USER)}`, {
      headers: KEY,
    });
    expect(file.headers()['content-disposition']).toContain('chat-logs.csv');
    const text = await file.text();
    expect(text.split(USER)).toHaveLength(5);
    expect(text).toContain(",'=1+1 is what?,");
  }).toPass({ timeout: 10_000 });
});

test('a person narrows them down and reads one', async ({ page }) => {
  await signInByForm(page, `/traffic?user_id=${USER.replace(' ', '+')}`);
  const table = page.getByRole('table', { name: 'Exchanges' });
  await expect(table.getByRole('link')).toHaveCount(4);
  await expect(page.locator('.recharts-line-curve').first()).toBeAttached();
  await expectNoAxeViolations(page);

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Feedback').selectOption('down');
  await expect(page).toHaveURL(/feedback=down/);
  await expect(table.getByRole('link')).toHaveCount(1);
  await table.getByRole('link').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(SCRIPT)).toBeVisible();
  await expect(sheet.getByText('thumbs down')).toBeVisible();
  await expect(page).toHaveTitle(/Traffic/);
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /Feedback .*remove this filter/ }).click();
  await expect(table.getByRole('link')).toHaveCount(4);
  await table.getByRole('link').first().click();
  await expect(sheet.getByRole('button', { name: /Show all .* characters/ })).toBeVisible();
  await page.keyboard.press('j');
  await expect(sheet.getByText('=1+1 is what?')).toBeVisible();
});

test('it fits a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await signIn(page, '/traffic');
  await expect(page.getByRole('table', { name: 'Exchanges' })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await expectNoAxeViolations(page);
});
