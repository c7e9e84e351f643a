import { expect, test } from '@playwright/test';
import { endpoints } from '#lib/contracts/endpoints.ts';
import { expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Settings: an administrator makes a key and invites somebody; what each may do is tried by API, not by looking.
 */
test.describe.configure({ mode: 'serial' });

const VIEWER_PASSWORD = 'a long enough password';
let invitation = '';

test('a key is made, works with its scopes and no others, and is refused once revoked', async ({
  page,
  request,
}) => {
  await signIn(page, '/settings/keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('journey');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('expected at least one')).toBeVisible();
  await dialog.getByLabel('read').check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = await dialog.locator('code').innerText();
  expect(key).toMatch(/^lrg_[0-9a-f]{48}$/);
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Done' }).click();

  const headers = { authorization: `Bearer ${key}` };
  const get = async (path: string) => (await request.get(path, { headers })).status();
  expect(await get('/api/runs')).toBe(200);
  expect(await get('/api/keys')).toBe(403);
  const row = page.getByRole('table', { name: 'API keys' }).locator('tr').filter({ hasText: 'journey' });
  await expect(row).toContainText('admin@example.com');
  await row.getByRole('button', { name: 'Revoke journey' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(row).toContainText('revoked');
  expect(await get('/api/runs')).toBe(401);
  await expect(page.getByText(key)).toHaveCount(0);
  await expectNoAxeViolations(page);
});

test('the last administrator stays, somebody is invited, and the audit log tells', async ({ page }) => {
  await signIn(page, '/settings/users');
  await page.getByLabel('Role of admin@example.com').selectOption('viewer');
  await expect(page.getByRole('alert').filter({ hasText: 'last administrator' })).toBeVisible();
  await expect(page.getByLabel('Role of admin@example.com')).toHaveValue('admin');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('vic@example.org');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  invitation = await dialog.locator('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /vic@example\.org/ })).toContainText('invited');
  await expectNoAxeViolations(page);

  await page.getByRole('link', { name: 'Audit log' }).click();
  const entries = page.getByRole('table', { name: 'Audit log' }).locator('tbody tr');
  await expect(entries.first()).toContainText('Invited vic@example.org');
  await page.getByLabel('Action').fill('api_key.revoke');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/action=api_key\.revoke/);
  await expect(entries.first()).toContainText('Revoked API key journey');
  await expectNoAxeViolations(page);
});

test('a viewer comes in by link, chooses a password, and can change nothing by API', async ({ page }) => {
  await page.goto(invitation);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/settings/account');
  await page.getByLabel('New password').fill(VIEWER_PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByRole('heading', { name: 'Change your password' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.goto('/settings/users');
  await expect(page.getByText('Only administrators see this')).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Models and prices' })).toBeVisible();
  await expectNoAxeViolations(page);

  const id = '0199d3a0-0000-7000-8000-0000000000ff';
  for (const name of Object.keys(endpoints)) {
    const [method = '', path = ''] = name.split(' ');
    // One's own password is everybody's own business; like /chat, feedback is open to this machine without any session.
    if (method === 'GET' || path === '/api/account/password' || path === '/api/feedback') continue;
    const answer = await page.request.fetch(path.replaceAll(/\{\w+\}/g, id), { method, data: {} });
    expect(answer.status(), name).toBe(403);
  }
  for (const path of ['/api/keys', '/api/users', '/api/audit'])
    expect((await page.request.get(path)).status(), path).toBe(403);
});

test('whoever is removed is out with the next request', async ({ page, browser, baseURL }) => {
  const theirs = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  const vic = await theirs.newPage();
  await vic.goto('/sign-in');
  await vic.getByLabel('E-mail').fill('vic@example.org');
  await vic.getByLabel('Password').fill(VIEWER_PASSWORD);
  await vic.getByRole('button', { name: 'Sign in', exact: true }).click();
  await vic.waitForURL((url) => url.pathname === '/');
  expect((await vic.request.get('/api/runs')).status()).toBe(200);

  await signIn(page, '/settings/users');
  await page.getByRole('button', { name: 'Actions for vic@example.org' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove account' }).click();
  // Behind an open dialog no row can be found: first it has to close, which it does when the account is gone.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('row', { name: /vic@example\.org/ })).toHaveCount(0);
  expect((await vic.request.get('/api/runs')).status()).toBe(401);
  await vic.goto('/runs');
  await expect(vic).toHaveURL(/\/sign-in/);
  await theirs.close();
});

test('the command palette goes to pages by keyboard alone, and changes the theme', async ({ page }) => {
  await signIn(page, '/settings');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('audit');
  await expect(page.getByRole('option', { selected: true })).toHaveText('Settings: Audit log');
  await expectNoAxeViolations(page);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/settings/audit');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
