import { expect, it } from 'vitest';
import { isDecodable, malformedPath } from './malformed-path.ts';

it.each([
  ['/runs/1', true],
  ['/prompts/%F0%9F%98%80', true],
  ['/runs/%ED%A0%80', false],
  ['/runs/%', false],
  ['/runs/%zz', false],
])('%s: %s', (path, expected) => {
  expect(isDecodable(path)).toBe(expected);
});

it('is refused as a problem', async () => {
  const answer = malformedPath();
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ title: 'Bad request' });
});
