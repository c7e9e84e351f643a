import AxeBuilder from '@axe-core/playwright';
import { expect, type Cookie, type Page } from '@playwright/test';

/** The key that the server of the journeys was started with. */
export const KEY = { authorization: 'Bearer lrg_e2e_key' };

/** The administrator's session, from the first sign-in on. */
let session: Cookie[] | null = null;

/** Goes to an address of this site as the administrator, who signs in by the form once and has the session afterwards. */
export async function signIn(page: Page, to = '/'): Promise<void> {
  if (session === null) {
    await signInByForm(page, to);
    session = await page.context().cookies();
  } else {
    await page.context().addCookies(session);
    await page.goto(to);
  }
}

/** Signs the administrator in by the form, which then leads to the address that was asked for. */
export async function signInByForm(page: Page, to: string): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(to)}`);
  await page.getByLabel('E-mail').fill('admin@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === to);
}

/** Fails with every violation that axe finds on the page as it is. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // More than twice as quick without a page of its own for the results of frames, and without a list of all that is well.
  expect(page.frames()).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
    [],
  );
}
