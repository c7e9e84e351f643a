import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { endpoints } from '#lib/contracts/endpoints.ts';
import { openApiDocument } from './openapi.ts';

const apiFolder = resolve(import.meta.dirname, '../../app/api');
/** Have protocols and access rules of their own, or stand for what isn't there. */
const FOREIGN = ['auth/', 'inngest/', '[...path]/'];

const routeFiles = readdirSync(apiFolder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('route.ts') && !FOREIGN.some((folder) => file.startsWith(folder)),
);

/** `GET /api/x/{id}` of every method that the route files export. */
const routes = routeFiles.flatMap((file) => {
  const source = readFileSync(join(apiFolder, file), 'utf8');
  const path = `/api/${file.replace(/\/route\.ts$/, '').replaceAll(/\[(\w+)\]/g, '{$1}')}`;
  return [...source.matchAll(/export const (\w+) = defineRoute\('([^']+)'/g)].map(([, method, name]) => ({
    file,
    name,
    expected: `${method} ${path}`,
  }));
});

it('every route is the endpoint that its place says, and every endpoint has a route', () => {
  for (const { name, expected } of routes) expect(name).toBe(expected);
  expect(routes.map(({ name }) => name).sort()).toEqual(Object.keys(endpoints).sort());
});

it('no route file exports a handler without a declaration', () => {
  for (const file of routeFiles) {
    const source = readFileSync(join(apiFolder, file), 'utf8');
    const exported = [...source.matchAll(/export /g)].length;
    expect(exported, file).toBe(routes.filter((route) => route.file === file).length);
  }
});

it('all of them are in the OpenAPI document', () => {
  const document = openApiDocument('1.2.3');
  for (const name of Object.keys(endpoints)) {
    const [method = '', path = ''] = name.split(' ');
    expect(document.paths?.[path]?.[method.toLowerCase() as 'get'], name).toBeDefined();
  }
  expect(document.components?.schemas).toHaveProperty('ChatRequest');
});

it('the OpenAPI document tells which routes take signed bodies and idempotency keys', () => {
  const { paths = {}, components } = openApiDocument('1.2.3');
  const ci = paths['/api/ci/runs']?.post;
  expect(ci?.security).toEqual([{ apiKey: [] }, { bodySignature: [] }, { bodySignatureInQuery: [] }]);
  expect(Object.keys(components?.securitySchemes ?? {})).toEqual(
    expect.arrayContaining(['apiKey', 'bodySignature', 'bodySignatureInQuery']),
  );
  const names = (operation: typeof ci) =>
    operation?.parameters?.map((parameter) => ('name' in parameter ? parameter.name : ''));
  expect(names(ci)).toEqual(
    expect.arrayContaining(['repository', 'commit', 'branch', 'pull_request', 'idempotency-key']),
  );
  const upload = paths['/api/runs/upload']?.post;
  expect([upload?.security, names(upload)]).toEqual([undefined, []]);
});
