import { expect, it } from 'vitest';
import { exampleSchema } from './example.ts';

const example = {
  ...{
    id: 'a',
    prompt: 'What is a canary release, and when is it useful?',
    reference_response: 'A small share.',
  },
  ...{ category: 'facts', source: 'test' },
};

it.each([
  ['', 'expected a category, got only white space'],
  [' \t', 'expected a category, got only white space'],
  ['__proto__', 'expected another name than __proto__'],
  ['_proto_', null],
  ['constructor', null],
])('the category %j: %s', (category, problem) => {
  const { error } = exampleSchema.safeParse({ ...example, category });
  expect(error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []).toEqual(
    problem === null ? [] : [['category', problem]],
  );
});
