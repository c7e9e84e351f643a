import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The key that the server of the journeys was started with. */
export const KEY = { authorization: 'Bearer lrg_e2e_key' };

/** Signs the administrator in and goes to an address of this site. */
export async function signIn(page: Page, to = '/'): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(to)}`);
  await page.getByLabel('E-mail').fill('admin@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === to);
}

/** Fails with every violation that axe finds on the page as it is. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
    [],
  );
}
