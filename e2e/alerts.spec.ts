import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Alerts in the browser: a channel is set up and tested against a Slack of our own, a rule fires, the message arrives, and
 * its answer stands in the history.
 */
test.describe.configure({ mode: 'serial' });

const RULE = 'e2e-no-cost';

let slack: Server;
let slackUrl = '';
const received: string[] = [];
/** What the fake Slack says; 200 in the end. */
const answers: number[] = [];

test.beforeAll(async () => {
  slack = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      received.push(body);
      const status = answers.shift() ?? 200;
      response.writeHead(status).end(status === 200 ? 'ok' : 'busy');
    });
  });
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
  slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/very-secret`;
});
test.afterAll(async ({ request }) => {
  slack.close();
  // Other journeys see no open alert of this one.
  await request.delete(`/api/alerts/rules/${RULE}?version=1`, { headers: KEY });
  await request.delete('/api/alerts/channels/e2e?version=1', { headers: KEY });
});

test('strangers see no alerts', async ({ request }) => {
  for (const path of ['', '/events', '/rules', '/settings', '/channels'])
    expect((await request.get(`/api/alerts${path}`)).status(), path).toBe(401);
  expect((await request.post('/api/alerts/check')).status()).toBe(401);
});

test('a channel is added, tested, and its secret never shown', async ({ page }) => {
  await signIn(page, '/alerts/settings');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Id').fill('e2e');
  await dialog.getByLabel('Name').fill('Team <script>');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('expected an https:// address')).toBeVisible();
  await dialog.getByLabel('Webhook address').fill(slackUrl);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Send a test to Team <script>' }).click();
  await expect(page.getByText(/^Delivered \(200\)/)).toBeVisible();
  expect(received.at(-1)).toContain('Test message');
  await expect(page.locator('body')).not.toContainText('very-secret');
  await expectNoAxeViolations(page);
});

test('a rule is added; a second tab cannot write over a change', async ({ page, context }) => {
  await signIn(page, '/alerts/settings');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it looks at').selectOption('budget');
  await dialog.getByLabel('Id').fill('two-tabs');
  await dialog.getByLabel('Name').fill('Two tabs');
  await dialog.getByLabel('Threshold').fill('1000000');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const other = await context.newPage();
  await other.goto('/alerts/settings');
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Change Two tabs' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('First tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('First tab')).toBeVisible();
  await other.getByRole('dialog').getByLabel('Name').fill('Second tab');
  await other.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('dialog').getByText('somebody has changed this')).toBeVisible();
  await page.getByRole('button', { name: 'Remove First tab' }).click();
  await expect(page.getByText('First tab')).toBeHidden();
});

test('an alert fires, is delivered at the second attempt, and stands in the history', async ({
  page,
  request,
}) => {
  // The cost of no runs, 0, is above nothing only for a rule that wants less; answers take longer than no time at all.
  const chat = await request.post('/chat', { headers: KEY, data: { prompt: 'Say something for alerts.' } });
  expect(chat.status()).toBe(200);
  const added = await request.post('/api/alerts/rules', {
    headers: KEY,
    data: {
      ...{ id: RULE, kind: 'latency_p95', name: 'Answers take time', threshold: 0, min_samples: 1 },
      channels: ['e2e'],
    },
  });
  expect(added.status(), await added.text()).toBe(201);
  answers.push(500);
  await signIn(page, '/alerts');
  await expect(async () => {
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByRole('heading', { name: /Answers take time/ })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expectNoAxeViolations(page);

  const history = page.getByRole('table', { name: 'History of alerts' });
  await page.getByLabel('What happened').selectOption('firing');
  await expect(page).toHaveURL(/kind=firing/);
  await history.getByRole('button', { name: 'Answers take time' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(sheet.getByText(/refused \(500\).*busy/)).toBeVisible();
  await expect(sheet.getByText(/delivered \(200\)/)).toBeVisible();
  await expectNoAxeViolations(page);
  expect(received.at(-1)).toContain('Answers take time');
  expect(received.at(-1)).toContain('/alerts?message=');
});
