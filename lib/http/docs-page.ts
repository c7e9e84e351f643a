import { createHash } from 'node:crypto';
import type { openApiDocument } from './openapi.ts';
import { DOCS_STYLE } from './docs-style.ts';

type OpenApi = ReturnType<typeof openApiDocument>;
type Operation = NonNullable<NonNullable<OpenApi['paths']>[string]['get']>;
type Content = Readonly<Record<string, object>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const STYLE_HASH = createHash('sha256').update(DOCS_STYLE).digest('base64');
/** The page needs its own style and nothing else: no script, no font, no image, no frame around it. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The OpenAPI document as one readable page that works without a network. */
export function docsResponse(document: OpenApi): Response {
  return new Response(docsPage(document), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

function docsPage({ info, paths = {}, components }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ id: idOf(method, path), method, path, operation }] : [];
    }),
  );
  const links = operations.map(
    ({ id, method, path }) => `<li><a href="#${id}"><b>${method.toUpperCase()}</b> ${escaped(path)}</a></li>`,
  );
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `<h3 id="schema-${escaped(name)}">${escaped(name)}</h3>${jsonOf(schema)}`,
  );
  const title = `${escaped(info.title)} API ${escaped(info.version)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${DOCS_STYLE}</style></head>
<body><header><h1>${title}</h1><p>${withCode(info.description ?? '')}</p>
<p>Machines send <code>Authorization: Bearer lrg_…</code>. Every refusal is <code>application/problem+json</code>.
The same for machines: <a href="/openapi.json">/openapi.json</a>.</p></header>
<nav aria-label="Operations"><ul>${links.join('')}</ul></nav>
<main>${operations.map(({ id, method, path, operation }) => section(id, method, path, operation)).join('')}
<h2>Schemas</h2>${schemas.join('')}</main></body></html>
`;
}

function section(id: string, method: string, path: string, operation: Operation): string {
  const { summary = '', description = '', parameters = [], requestBody, responses = {} } = operation;
  const rows = parameters.flatMap((parameter) => ('name' in parameter ? [parameterRow(parameter)] : []));
  const answers = Object.entries<{ description?: string; content?: Content }>(responses);
  return `<section id="${id}"><h2><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code></h2>
<p>${withCode(summary)}</p><p>${withCode(description)}</p>
${rows.length > 0 ? `<table><thead><tr><th>Parameter</th><th>In</th><th>Schema</th></tr></thead><tbody>${rows.join('')}</tbody></table>` : ''}
${requestBody && 'content' in requestBody ? `<h3>Body</h3>${contentOf(requestBody.content)}` : ''}
${answers.map(([status, answer]) => `<h3>${status === 'default' ? 'Otherwise' : escaped(status)}</h3><p>${withCode(answer.description ?? '')}</p>${contentOf(answer.content ?? {})}`).join('')}
</section>`;
}

function parameterRow({
  name = '',
  in: place = '',
  required,
  schema,
}: {
  name?: string;
  in?: string;
  required?: boolean;
  schema?: unknown;
}): string {
  const need = required ? ' (required)' : '';
  return `<tr><td><code>${escaped(name)}</code>${need}</td><td>${escaped(place)}</td><td>${jsonOf(schema)}</td></tr>`;
}

function contentOf(content: Content): string {
  return Object.entries(content)
    .map(
      ([type, media]) =>
        `<p><code>${escaped(type)}</code></p>${jsonOf('schema' in media ? media.schema : {})}`,
    )
    .join('');
}

const REFERENCE = /&quot;#\/components\/schemas\/(\w+)&quot;/g;

/** A schema as JSON; references become links. */
function jsonOf(schema: unknown): string {
  const text = escaped(JSON.stringify(schema ?? {}, null, 2));
  return `<pre>${text.replace(REFERENCE, '<a href="#schema-$1">$1</a>')}</pre>`;
}

function idOf(method: string, path: string): string {
  return `${method}${path.replaceAll(/\W+/g, '-')}`;
}

function withCode(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
