import { expect, test, type Page } from '@playwright/test';
import { signIn } from './pages.ts';

/*
 * Without a mouse: a dialog begins at its first field, and closing it goes on where somebody was.
 */
async function pressEscape(page: Page) {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a dialog has its first field in focus, and gives the focus back', async ({ page }) => {
  await signIn(page, '/settings/keys');
  const create = page.getByRole('button', { name: 'Create key' });
  await create.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await pressEscape(page);
  await expect(create).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await pressEscape(page);
  await expect(create).toBeFocused();
});

test('a dialog that a menu opened gives the focus to its button', async ({ page }) => {
  await signIn(page, '/settings/users');
  const actions = page.getByRole('button', { name: /^Actions for/ }).first();
  await actions.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Remove/ }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await pressEscape(page);
  await expect(actions).toBeFocused();
});

test('what the keyboard comes to is not under the bar at the top', async ({ page }) => {
  await signIn(page, '/settings/audit');
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  const first = page.getByRole('main').getByRole('textbox').first();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await first.focus();
  const bar = await page.getByRole('banner').boundingBox();
  const box = await first.boundingBox();
  expect(box?.y ?? 0).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
});
