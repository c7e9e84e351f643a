import { expect, it } from 'vitest';
import { valueForSchema } from './schema-value.ts';

it('fits the simple parts of a schema, the same every time', () => {
  const schema = {
    type: 'object',
    required: ['city', 'unit', 'days', 'flags', 'kind', 'place'],
    properties: {
      city: { type: 'string' },
      unit: { type: 'string', enum: ['c', 'f'] },
      days: { type: 'integer', minimum: 3, maximum: 5 },
      flags: { type: 'array', items: { type: 'boolean' }, minItems: 2 },
      kind: { const: 'weather' },
      place: { anyOf: [{ type: 'null' }, { type: 'string' }] },
      optional: { type: 'string' },
    },
  };
  const value = valueForSchema(schema, 'get_weather');
  expect(value).toEqual(valueForSchema(schema, 'get_weather'));
  expect(value).toEqual({
    city: 'simulated city',
    unit: expect.stringMatching(/^[cf]$/) as string,
    days: expect.toSatisfy((days: number) => Number.isInteger(days) && days >= 3 && days <= 5) as number,
    flags: [expect.any(Boolean), expect.any(Boolean)],
    kind: 'weather',
    place: null,
  });
});

it('gives something even for what it does not understand', () => {
  expect(valueForSchema(undefined, 'x')).toBeNull();
  expect(valueForSchema({ $ref: '#/x' }, 'tool.name')).toBe('simulated name');
  expect(valueForSchema({ enum: [] }, 'x')).toBeNull();
});
