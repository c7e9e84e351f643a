import { expect, it } from 'vitest';
import { callbackPath } from './callback-path.ts';

it.each(['/', '/?range=7d&eval=1', '/runs#top'])('follows %s', (path) => {
  expect(callbackPath(path)).toBe(path);
});

it.each([
  null,
  undefined,
  '',
  'runs',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  '/sign-in?callbackUrl=/',
])('leads %s to the overview', (path) => {
  expect(callbackPath(path)).toBe('/');
});
