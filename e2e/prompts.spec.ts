import { expect, test } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/* Prompts in the browser: two versions are compared, prod is moved, and a second editor is told that he came too late. */
const NAME = 'e2e-support';
const HOSTILE = '<img src=x onerror="document.title=1"> & \u05e2\u05e0\u05d4 \u05d1\u05e7\u05e6\u05e8\u05d4';

test('versions are compared, and prod moves once', async ({ page, request }) => {
  const push = async (system: string) => {
    const response = await request.post('/api/prompts', { headers: KEY, data: { name: NAME, system } });
    expect(response.status()).toBe(200);
    return ((await response.json()) as { version: string }).version;
  };
  expect((await request.get('/api/prompts')).status()).toBe(401);
  const first = await push(`Be very kind. ${HOSTILE}`);
  const second = await push(`Be kind. ${HOSTILE}`);
  const [hash, nextHash] = [first.slice(-8), second.slice(-8)];

  await signIn(page, '/prompts');
  await page.getByRole('table', { name: 'Prompts' }).getByRole('link', { name: NAME }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();

  const texts = page.getByRole('region', { name: 'Texts' });
  await expect(texts.getByRole('deletion')).toContainText('very');
  await expect(texts.getByRole('group', { name: `System of ${hash}` })).toContainText(HOSTILE);
  await expect(page).toHaveTitle(/^Prompt/);
  await expectNoAxeViolations(page);

  const aliases = page.getByRole('region', { name: 'Aliases' });
  const dialog = page.getByRole('dialog');
  await aliases.getByRole('button', { name: 'Move prod' }).click();
  await dialog.getByLabel('Reason (optional)').fill('Shorter.');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog).toContainText('Every request that renders this prompt');
  await expectNoAxeViolations(page);
  // Another editor is faster, and back again: what was seen holds, and then it doesn't.
  const other = await request.put(`/api/prompts/${NAME}/aliases/prod`, {
    headers: KEY,
    data: { version: second },
  });
  expect(other.status()).toBe(200);
  await dialog.getByRole('button', { name: 'Move prod' }).click();
  await expect(dialog.getByRole('alert')).toContainText(
    `somebody else moved prod meanwhile: it names ${second} now`,
  );
  await dialog.getByRole('button', { name: 'Back' }).click();
  await dialog.getByLabel('Version').selectOption(first);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Move prod' }).click();
  await expect(dialog).toBeHidden();
  await expect(aliases.getByRole('listitem')).toContainText(hash);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem').first()).toContainText(`prod moved from ${nextHash} to ${hash}`);
  await expect(history.getByRole('listitem').first()).toContainText('Shorter.');
});
