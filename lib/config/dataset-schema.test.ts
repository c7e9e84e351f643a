import { describe, expect, it } from 'vitest';
import { datasetSchema } from './dataset-schema.ts';

const problemsOf = (categories: unknown) =>
  datasetSchema
    .safeParse({ categories })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('categories', () => {
  it.each<[string, unknown]>([
    ['a list of objects', [{ name: 'a', min_examples: 30, weight: 0.5 }, { name: 'b' }]],
    ['a list of both', [{ name: 'a', min_examples: 30, weight: 0.5 }, 'b']],
    ['a mapping', { a: { min_examples: 30, weight: 0.5 }, b: {} }],
    ['a mapping with an empty entry', { a: { min_examples: 30, weight: 0.5 }, b: null }],
  ])('may be %s', (_, categories) => {
    expect(datasetSchema.parse({ categories }).categories).toEqual([
      { name: 'a', min_examples: 30, weight: 0.5 },
      { name: 'b', min_examples: 0, weight: 1 },
    ]);
  });

  it('are five of thirty when nothing is said', () => {
    const { categories } = datasetSchema.parse({});
    expect(categories.map(({ min_examples: least }) => least)).toEqual([30, 30, 30, 30, 30]);
  });

  it.each<[unknown, RegExp]>([
    [[], /^categories: expected a list of categories, or a mapping/],
    [{}, /^categories: expected a list of categories, or a mapping/],
    ['a', /^categories: expected a list of categories, or a mapping/],
    [null, /^categories: expected a list of categories, or a mapping/],
    [['a', 'b', 'a'], /^categories\.2: "a" is declared twice$/],
    [['a', { name: 'a' }], /^categories\.1: "a" is declared twice$/],
    [[7], /^categories\.0: .*expected an object/],
    [[''], /^categories\.0\.name: /],
    [[['a']], /^categories\.0: .*expected an object/],
    [[{ name: 'a', min: 3 }], /^categories\.0: .*"min"/],
    [{ a: { min_examples: -1 } }, /^categories\.a\.min_examples: expected a whole number of at least 0$/],
    [{ a: 30 }, /^categories\.a: .*expected an object/],
    [{ a: { weight: 'x' } }, /^categories\.a\.weight: .*number/],
    [{ a: { name: 'b' } }, /^categories\.a\.name: expected the name of its own key$/],
  ])('may not be %j', (categories, expected) => {
    expect(problemsOf(categories)).toEqual([expect.stringMatching(expected) as string]);
  });
});
