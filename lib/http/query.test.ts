import { expect, it } from 'vitest';
import { endpoints } from '#lib/contracts/endpoints.ts';
import type { ProblemError } from './problem.ts';
import { readQuery } from './query.ts';

function read(name: 'GET /api/overview' | 'GET /api/audit' | 'GET /api/chat-logs', query: string): unknown {
  return readQuery(endpoints[name].query, `http://localhost/x?${query}`);
}

function faults(name: Parameters<typeof read>[0], query: string): unknown {
  try {
    return read(name, query);
  } catch (error) {
    const { status, errors } = error as ProblemError;
    return { status, errors };
  }
}

it('reads a query by its schema', () => {
  expect(read('GET /api/audit', 'limit=7&actor=ada')).toMatchObject({ limit: 7, actor: 'ada' });
  expect(readQuery(undefined, 'http://localhost/x?any=thing')).toBeUndefined();
});

it.each([
  ['GET /api/audit', 'actor=%00', 'actor', 'expected a text without NUL characters'],
  ['GET /api/audit', 'actor=a&actor=b', 'actor', 'expected it once'],
  ['GET /api/chat-logs', 'model=a%00b', 'model', 'expected a text without NUL characters'],
  [
    'GET /api/overview',
    'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    'to',
    'expected a time after `from`',
  ],
  [
    'GET /api/overview',
    'from=2026-01-01T01:00:00%2B00:00&to=2026-01-01T01:30:00%2B01:00',
    'to',
    'expected a time after `from`',
  ],
  ['GET /api/audit', 'limit=', 'limit', 'expected a whole number from 1 to 500, not an empty text'],
  ['GET /api/audit', 'limit=0x10', 'limit', 'expected a whole number from 1 to 500 in decimal notation'],
  ['GET /api/audit', 'limit=1e2', 'limit', 'expected a whole number from 1 to 500 in decimal notation'],
  ['GET /api/audit', 'limit=501', 'limit', 'expected a whole number from 1 to 500'],
  ['GET /api/chat-logs', 'min_score=', 'min_score', 'expected a number from 0 to 1, not an empty text'],
  ['GET /api/chat-logs', 'sampled=yes', 'sampled', 'expected one of: true, false'],
  ['GET /api/chat-logs', 'colour=red', '', 'there is no field "colour"'],
] as const)('%s?%s is refused with its field', (name, query, path, message) => {
  expect(faults(name, query)).toEqual({ status: 422, errors: [{ path, message }] });
});

it('lists every fault', () => {
  expect(faults('GET /api/audit', 'actor=%00&action=%00')).toMatchObject({
    errors: [{ path: 'actor' }, { path: 'action' }],
  });
});
