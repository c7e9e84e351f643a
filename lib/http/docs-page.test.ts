import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { endpoints } from '#lib/contracts/endpoints.ts';
import { docsResponse } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument('1.2.3');

it('has every operation, and a target for every link', async () => {
  const html = await docsResponse(document).text();
  for (const name of [...Object.keys(endpoints), 'POST /chat', 'GET /metrics']) {
    const [method = '', path = ''] = name.split(' ');
    expect(html).toContain(`<h2><b>${method}</b> <code>${path}</code></h2>`);
  }
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(Object.keys(endpoints).length);
  expect(targets.filter((target) => !ids.has(target ?? ''))).toEqual([]);
});

it('needs nothing from elsewhere, and allows nothing but its own style', async () => {
  const response = docsResponse(document);
  const html = await response.text();
  expect(html).not.toMatch(
    /<script|<link|<img|<iframe|\son\w+=|\sstyle=|https?:\/\/(?!json-schema)[^"<\s]*\.(css|js)/i,
  );
  const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).toContain(`style-src 'sha256-${hash}'`);
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

it('shows what is in the document as text, never as markup', async () => {
  const hostile = {
    ...document,
    info: { ...document.info, description: '<script>alert(1)</script> `a<b`' },
    paths: {
      '/x"><img src=x>': { get: { summary: '</section><b onclick="x">', responses: {} } },
    },
  };
  const html = await docsResponse(hostile).text();
  expect(html).not.toMatch(/<script|<img|<b onclick/);
  expect(html).toContain('<code>a&lt;b</code>');
});
