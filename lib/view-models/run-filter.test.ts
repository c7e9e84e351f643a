import { describe, expect, it } from 'vitest';
import { hasClause, toggleClause } from './run-filter.ts';

const PRODUCTION = "tags.env = 'production'";

describe('toggleClause', () => {
  it.each([
    ['adds to nothing', '', PRODUCTION],
    ['adds to a clause', 'metrics.overall > 0.8', `metrics.overall > 0.8 and ${PRODUCTION}`],
    ['takes out the only clause', PRODUCTION, ''],
    ['takes out of the middle', `a = 1 and ${PRODUCTION} AND b = 2`, 'a = 1 and b = 2'],
    ['takes out what is spaced otherwise', "tags.env='production' and a = 1", 'a = 1'],
    [
      'leaves a word inside quotes alone',
      "tags.a = 'salt and pepper'",
      `tags.a = 'salt and pepper' and ${PRODUCTION}`,
    ],
    ['leaves a quoted key alone', 'tags."and" = \'x\'', `tags."and" = 'x' and ${PRODUCTION}`],
    ['binds tighter than or', 'a = 1 or b = 2', `(a = 1 or b = 2) and ${PRODUCTION}`],
    ['keeps parentheses whole', '(a = 1 and b = 2 or c = 3)', `(a = 1 and b = 2 or c = 3) and ${PRODUCTION}`],
    ['finds no join inside a word', 'params.brand = 1', `params.brand = 1 and ${PRODUCTION}`],
  ])('%s', (_, before, after) => {
    expect(toggleClause(before, PRODUCTION)).toBe(after);
  });

  it('pressed twice leaves the clauses as they were', () => {
    const before = "a = 1 and b like 'x and y%'";
    expect(toggleClause(toggleClause(before, PRODUCTION), PRODUCTION)).toBe(before);
  });
});

it('finds a clause only where it holds for every run that is let through', () => {
  expect(hasClause(`a = 1 and ${PRODUCTION}`, PRODUCTION)).toBe(true);
  expect(hasClause(`a = 1 or ${PRODUCTION}`, PRODUCTION)).toBe(false);
  expect(hasClause(`tags.x = "${PRODUCTION}"`, PRODUCTION)).toBe(false);
});
