import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plainMessage } from './plain-message.ts';

const strict = z.strictObject({ name: z.string() });

function said(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value, { error: plainMessage });
  return (error?.issues ?? []).map(({ path, message }) => [...path.map(String), message].join(': '));
}

describe('a refused value', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a number out of its range', z.int().min(1).max(500), 0, 'expected a whole number from 1 to 500'],
    ['a number above it', z.int().min(1).max(500), 501, 'expected a whole number from 1 to 500'],
    ['a fraction', z.int().min(1).max(500), 1.5, 'expected a whole number from 1 to 500'],
    ['a fraction of an older form', z.number().int().min(1), 1.5, 'expected a whole number of at least 1'],
    ['no number', z.number().min(0).max(1), 'a', 'expected a number from 0 to 1'],
    ['a number for a share', z.number().min(0).max(0.5), 2, 'expected a number from 0 to 0.5'],
    ['a number without a bound', z.number(), 'a', 'expected a number'],
    ['NaN', z.number().min(0.1), NaN, 'expected a number of at least 0.1'],
    ['zero', z.number().gt(0), 0, 'expected a number above 0'],
    ['two open bounds', z.number().gt(0).lt(1), 1, 'expected a number above 0 and below 1'],
    ['an open and a closed one', z.number().gt(0).max(1), 2, 'expected a number above 0 and of at most 1'],
    ['the tighter of two bounds', z.number().min(1).min(3).max(9).max(5), 2, 'expected a number from 3 to 5'],
    ['a large bound', z.number().max(1e12), 1e13, 'expected a number of at most 1,000,000,000,000'],
    ['a bound of floating point', z.int(), 1e300, 'expected a whole number'],
    ['an optional number', z.int().min(1).nullable(), 'x', 'expected a whole number of at least 1'],
    ['a multiple', z.number().multipleOf(5), 7, 'expected a multiple of 5'],
    ['a short text', z.string().min(2), 'a', 'expected at least 2 characters'],
    ['an empty text', z.string().min(1), '', 'expected at least 1 character'],
    ['a long text', z.string().max(2_000), 'a'.repeat(2_001), 'expected at most 2,000 characters'],
    ['a text of another length', z.string().length(8), 'a', 'expected exactly 8 characters'],
    ['a short list', z.array(z.string()).min(1), [], 'expected at least 1 item'],
    ['a long list', z.array(z.string()).max(2), ['a', 'b', 'c'], 'expected at most 2 items'],
    ['a text for a number', z.string(), 5, 'expected a text'],
    ['a truth for a text', z.boolean(), 'yes', 'expected true or false'],
    ['an object for a list', z.array(z.string()), {}, 'expected a list'],
    ['a list for an object', z.object({}), [], 'expected an object'],
    ['another word', z.enum(['up', 'down']), 'left', 'expected one of: up, down'],
    ['another word than the one', z.literal('up'), 'left', 'expected up'],
    [
      'another kind',
      z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
      { k: 'c' },
      'k: expected one of: a, b',
    ],
    [
      'neither of two',
      z.union([z.string(), z.number().min(3)]),
      true,
      'expected a text or a number of at least 3',
    ],
    ['neither of two that say the same', z.union([z.literal('a'), z.literal('a')]), 'b', 'expected a'],
    ['a part of neither', z.union([z.object({ a: z.string() }), z.string()]), { a: 1 }, 'not valid'],
    ['no e-mail address', z.email(), 'ada', 'expected an e-mail address'],
    ['no UUID', z.uuid(), 'x', 'expected a UUID'],
    ['no time', z.iso.datetime(), 'today', 'expected a time such as 2026-01-31T09:30:00Z'],
    ['no address', z.url(), 'x', 'expected an address such as https://example.com'],
    ['another format', z.cuid2(), '!', 'expected a text in the format cuid2'],
    ['another beginning', z.string().startsWith('lrg_'), 'x', 'expected a text that begins with "lrg_"'],
    ['another end', z.string().endsWith('.yaml'), 'x', 'expected a text that ends with ".yaml"'],
    ['a text without', z.string().includes('@'), 'x', 'expected a text with "@" in it'],
    ['a pattern', z.string().regex(/^a$/), 'b', 'expected a text that matches /^a$/'],
    ['words of the schema', z.string().regex(/^a$/, 'expected the letter a'), 'b', 'expected the letter a'],
    ['an unknown field', strict, { name: 'a', mail: 1 }, 'there is no field "mail"'],
    ['unknown fields', strict, { name: 'a', b: 1, c: 2 }, 'there are no fields "b", "c"'],
    ['a missing text', strict, {}, 'name: missing; expected a text'],
    [
      'a missing word',
      z.object({ way: z.enum(['up', 'down']) }),
      {},
      'way: missing; expected one of: up, down',
    ],
    [
      'a wrong name',
      z.record(z.string().min(3), z.number()),
      { a: 1 },
      'a: the name: expected at least 3 characters',
    ],
    ['a rule of its own', z.string().refine(() => false), 'a', 'not valid'],
  ])('%s', (_, schema, value, message) => {
    expect(said(schema, value)).toEqual([message]);
  });
});
