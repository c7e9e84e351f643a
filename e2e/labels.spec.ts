import { expect, test } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/*
 * Labels: exchanges are judged in the background, a person labels some by keyboard, and the agreement page tells of it.
 */
test.describe.configure({ mode: 'serial' });

const CODE = 'Explain this:\n\n```js\nconst answer = () => 42;\n```\n\nشكرا';

test('exchanges are judged and wait for labels', async ({ request }) => {
  for (let i = 0; i < 6; i += 1)
    await request.post('/chat', { data: { prompt: `${CODE} ${i}`, use_case: 'labels' } });
  await expect(async () => {
    const page = await request.get('/api/evaluations?source=judge&use_case=labels', { headers: KEY });
    const { items } = (await page.json()) as { items: unknown[] };
    expect(items.length).toBeGreaterThanOrEqual(6);
  }).toPass({ timeout: 30_000 });
});

test('a person labels by keyboard, and sees the judge’s score only then', async ({ page }) => {
  await signIn(page, '/labels');
  const label = page.getByRole('region', { name: 'Your label' });
  await expect(label).toContainText('hidden until your label is stored');
  await expect(page.getByText('gpt-4.1')).toHaveCount(0);
  await expectNoAxeViolations(page);

  // A comment is typed, not taken for keys; points of a criterion are not the score on the whole.
  await page.keyboard.press('c');
  await label.getByLabel('Comment').fill('5 stars? No: skip the padding.');
  await page.keyboard.press('Escape');
  const criterion = page.getByRole('group', { name: /Factual accuracy/ });
  await criterion.getByRole('radio', { name: '0' }).focus();
  await page.keyboard.press('4');
  await expect(criterion.getByRole('radio', { name: '4' })).toBeChecked();
  await expect(label.getByRole('button', { name: 'Next' })).toHaveCount(0);
  await page.getByRole('heading', { name: 'Answer' }).click();
  await page.keyboard.press('3');
  await expect(label.getByRole('status')).toContainText(/You\s*3 of 5 \(0\.600\).*Judge.*0\.\d+|1\.000/);
  await expectNoAxeViolations(page);

  // Taken up again: what was said is still there.
  await page.keyboard.press('u');
  await expect(label.getByLabel('Comment')).toHaveValue('5 stars? No: skip the padding.');
  await page.keyboard.press('2');
  await expect(label.getByRole('status')).toContainText('2 of 5 (0.400)');

  for (const [key, words] of [
    ['5', '5 of 5'],
    ['p', 'pass'],
    ['f', 'fail'],
    ['s', 'can’t tell'],
  ] as const) {
    await page.keyboard.press('Enter');
    await expect(label.getByRole('button', { name: 'Pass' })).toBeVisible();
    await page.keyboard.press(key);
    await expect(label.getByRole('status')).toContainText(words);
  }
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText(/By you\s*5/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('the evaluations page tells how judge and people agree', async ({ page }) => {
  await signIn(page, '/evaluations');
  const agreement = page.getByRole('region', { name: 'Can the judge be believed?' });
  await expect(agreement).toContainText('Too few labels to say');
  await expect(agreement).toContainText(/4 of \d+ judged exchanges labelled by 1 person/);
  await expect(agreement.getByRole('table', { name: 'Pass (0.60 or more) and fail' })).toBeVisible();
  await expect(agreement.getByRole('table', { name: /^Mean score/ })).toContainText('Corrected mean');
  const latest = page.getByRole('region', { name: 'Latest evaluations' });
  await latest.getByRole('radio', { name: 'People' }).click();
  await expect(latest.getByRole('table')).toContainText('5 stars? No: skip the padding.');
  await expectNoAxeViolations(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await expectNoAxeViolations(page);
  await latest.getByRole('link', { name: 'Exchange' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Exchange' })).toBeVisible();
});
