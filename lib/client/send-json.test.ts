import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, fieldErrorOf } from './api-error.ts';
import { sendJson } from './send-json.ts';

const schema = z.object({ n: z.int() });

function answer(body: string, status = 200) {
  const fake = vi.fn(() => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal('fetch', fake);
  return fake;
}

afterEach(() => vi.unstubAllGlobals());

it('sends JSON and reads the contract', async () => {
  const fake = answer('{"n":3}');
  await expect(sendJson('PATCH', '/api/x', { a: null }, schema)).resolves.toEqual({ n: 3 });
  expect(fake).toHaveBeenCalledWith('/api/x', {
    method: 'PATCH',
    body: '{"a":null}',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
  });
});

it('sends no body where there is nothing to say', async () => {
  const fake = answer('{"n":3}');
  await sendJson('POST', '/api/x', undefined, schema);
  expect(fake).toHaveBeenCalledWith('/api/x', { method: 'POST', headers: { accept: 'application/json' } });
});

it('keeps what the API says of each field', async () => {
  const errors = [{ path: 'filter', message: 'character 3: expected a number' }];
  answer(JSON.stringify({ type: 'about:blank', title: 'Not valid', status: 422, errors }), 422);
  const error: unknown = await sendJson('POST', '/api/x', {}, schema).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(fieldErrorOf(error as ApiError, 'filter')).toBe('character 3: expected a number');
  expect(fieldErrorOf(error as ApiError, 'sort')).toBeNull();
  expect(fieldErrorOf(null, 'filter')).toBeNull();
  expect(fieldErrorOf(new TypeError('x'), 'filter')).toBeNull();
});
