import { describe, expect, it } from 'vitest';
import { parsePromptReference, promptAliasSchema, selectPromptVersion } from './prompt-reference.ts';

describe('parsePromptReference', () => {
  it.each([
    ['a', { name: 'a', version: null, alias: 'prod' }],
    ['a@0123abcd', { name: 'a', version: 'a@0123abcd', alias: null }],
    ['a.b-c_1@candidate', { name: 'a.b-c_1', version: null, alias: 'candidate' }],
    ['a@prod', { name: 'a', version: null, alias: 'prod' }],
  ])('reads %j', (text, reference) => {
    expect(parsePromptReference(text)).toEqual(reference);
  });

  it.each([
    '',
    '@',
    'a@',
    '@prod',
    '..@prod',
    'a/b',
    '../a',
    'a@0123ABCD',
    'a@b@c',
    'a@Prod',
    'a\0',
    'a@x y',
    'a@1x',
  ])('refuses %j', (text) => {
    expect(parsePromptReference(text)).toBeNull();
  });
});

it('a version may be named with and without the prompt in front', () => {
  const whole = selectPromptVersion('a', 'a@0123abcd');
  expect(whole).toEqual(selectPromptVersion('a', '0123abcd'));
  expect(selectPromptVersion('a', 'b@0123abcd')).toBeNull();
});

it.each(['deadbeef', '01234567', 'P', '', '1a', 'a'.repeat(41), 'a b'])('%j can not be an alias', (alias) => {
  expect(promptAliasSchema.safeParse(alias).success).toBe(false);
});
