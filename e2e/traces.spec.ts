import { expect, test } from '@playwright/test';
import { KEY, expectNoAxeViolations, signIn } from './pages.ts';

/* Traces: an application's spans and an exchange with the same traceparent stand in one waterfall. */
test.describe.configure({ mode: 'serial' });

const hex = (digits: number) => crypto.randomUUID().replaceAll('-', '').slice(0, digits);
const [TRACE, ROOT, CALL] = [hex(32), hex(16), hex(16)];
const SERVICE = `shop <b>${hex(8)}</b>`;
const HREF = `/traces/${TRACE}`;

test('spans are taken in with a key, and an exchange joins its caller', async ({ request }) => {
  expect((await request.get('/api/traces')).status()).toBe(401);
  const startMs = Date.now();
  const chat = await request.post('/chat', {
    headers: { traceparent: `00-${TRACE}-${CALL}-01` },
    data: { prompt: 'What is a trace, and what is a span?' },
  });
  const { id } = (await chat.json()) as { id: string };
  const nanoseconds = (ms: number) => `${ms}000000`;
  const span = (spanId: string, parentSpanId: string, name: string, status: object) => ({
    ...{ traceId: TRACE, spanId, parentSpanId, name, kind: 3, status },
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(Date.now() + 5),
    attributes: [{ key: 'shop.basket', value: { intValue: '3' } }],
  });
  const spans = [
    span(ROOT, '', 'POST /answer', {}),
    span(CALL, ROOT, 'ask the model', { code: 2, message: 'The answer was too long' }),
  ];
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: SERVICE } }] };
  const taken = await request.post('/v1/traces', {
    headers: KEY,
    data: { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] },
  });
  expect(taken.status()).toBe(200);
  await expect(async () => {
    const trace = await request.get(`/api/traces/${TRACE}`, { headers: KEY });
    const body = (await trace.json()) as { spans: { chat_id: string | null }[] };
    expect(body.spans.filter(({ chat_id: chatId }) => chatId === id)).toHaveLength(1);
  }).toPass({ timeout: 10_000 });
});

test('a person finds the trace and walks through it by keyboard', async ({ page }) => {
  await signIn(page, `/traces?failed=true&service=${encodeURIComponent(SERVICE)}`);
  const table = page.getByRole('table', { name: 'Traces' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(table).toContainText('1 failed');
  await expectNoAxeViolations(page);
  await table.getByRole('link', { name: 'POST /answer' }).click();

  const rows = page.getByRole('treegrid', { name: 'Waterfall' }).locator('[aria-level]');
  const row = (name: RegExp) => rows.filter({ hasText: name });
  await expect(page).toHaveTitle(/^Trace/);
  await expect(row(/^chat /)).toHaveAttribute('aria-level', '3');
  await expectNoAxeViolations(page);
  await row(/POST \/answer/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(/ask the model/)).toBeFocused();
  await expect(row(/ask the model/)).toContainText('failed');
  await page.keyboard.press('ArrowLeft');
  await expect(row(/ask the model/)).toHaveAttribute('aria-expanded', 'false');
  await expect(row(/^chat /)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'ask the model' });
  await expect(sheet).toContainText('The answer was too long');
  await expect(sheet.getByRole('row', { name: 'shop.basket 3' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${HREF}\\?span=${CALL}$`));
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await expect(row(/ask the model/)).toBeFocused();
});

test('it fits every width and theme, and the exchange shows its trace', async ({ page }) => {
  await signIn(page, '/traces');
  for (const path of [`/traces?service=${encodeURIComponent(SERVICE)}`, HREF]) {
    await page.goto(path);
    await expect(page.getByText('POST /answer').first()).toBeVisible();
    for (const [width, colorScheme] of [
      [1440, 'dark'],
      [390, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await beyond(), `${path} at ${width}`).toBeLessThanOrEqual(0);
      await expectNoAxeViolations(page);
    }
  }
  await page.getByRole('link', { name: /^Exchange / }).click();
  const sheet = page.getByRole('dialog', { name: 'Exchange' });
  await expect(sheet.getByRole('list', { name: 'Spans' })).toContainText('POST /answer');
  await expectNoAxeViolations(page);
  await sheet.getByRole('link', { name: 'Open the trace' }).click();
  await expect(page).toHaveURL(HREF);
});
