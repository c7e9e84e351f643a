import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, isWorthRetrying } from './api-error.ts';
import { getJson } from './get-json.ts';

const schema = z.object({ n: z.int() });

function answer(body: string, status = 200) {
  const fake = vi.fn(() => Promise.resolve(new Response(body, { status, statusText: 'Some Text' })));
  vi.stubGlobal('fetch', fake);
  return fake;
}

afterEach(() => vi.unstubAllGlobals());

describe('getJson', () => {
  it('reads the contract and leaves out parameters that are null', async () => {
    const fake = answer('{"n":3,"more":true}');
    await expect(getJson('/api/x', schema, { query: { limit: '25', cursor: null } })).resolves.toEqual({
      n: 3,
    });
    expect(fake).toHaveBeenCalledWith('/api/x?limit=25', expect.anything());
  });

  it('turns a problem document into an error with its title and detail', async () => {
    answer('{"type":"about:blank","title":"Not valid","status":422,"detail":"limit is too large"}', 422);
    await expect(getJson('/api/x', schema)).rejects.toMatchObject({
      title: 'Not valid',
      detail: 'limit is too large',
      status: 422,
      message: 'Not valid: limit is too large',
    });
  });

  it('explains failures without a problem document', async () => {
    answer('<html>', 502);
    await expect(getJson('/api/x', schema)).rejects.toMatchObject({
      title: 'The server answered 502',
      detail: 'Some Text',
    });
  });

  it('refuses an answer that breaks the contract', async () => {
    answer('{"n":"three"}');
    await expect(getJson('/api/x', schema)).rejects.toThrow(/not as expected.*\/api\/x: n /);
  });

  it('says when the server cannot be reached, but not when the question was withdrawn', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(getJson('/api/x', schema)).rejects.toBeInstanceOf(ApiError);
    const signal = AbortSignal.abort();
    await expect(getJson('/api/x', schema, { signal })).rejects.toBeInstanceOf(TypeError);
  });
});

it('retries what may pass by itself only', () => {
  const worth = [null, 429, 503].map((status) => isWorthRetrying(new ApiError('x', null, status)));
  expect(worth).toEqual([true, true, true]);
  expect([401, 404, 422].map((status) => isWorthRetrying(new ApiError('x', null, status)))).not.toContain(
    true,
  );
});
