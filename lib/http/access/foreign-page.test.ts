import { expect, it } from 'vitest';
import { refuseForeignPage } from './foreign-page.ts';

const ask = (method: string, headers: Record<string, string>) => () =>
  refuseForeignPage(new Request('http://localhost/api/x', { method, headers }));

it.each([
  ['POST', { 'sec-fetch-site': 'cross-site' }],
  ['DELETE', { 'sec-fetch-site': 'same-site', cookie: 'a=b' }],
])('refuses %s of another page: %o', (method, headers) => {
  expect(ask(method, headers)).toThrow('a page of another address can not change anything here');
});

it.each([
  ['GET', { 'sec-fetch-site': 'cross-site' }],
  ['POST', { 'sec-fetch-site': 'same-origin' }],
  ['POST', { 'sec-fetch-site': 'none' }],
  ['POST', {}],
  ['POST', { 'sec-fetch-site': 'cross-site', authorization: 'Bearer lrg_x' }],
])('lets %s through: %o', (method, headers) => {
  expect(ask(method, headers)).not.toThrow();
});
