import { expect, it } from 'vitest';
import { compareAddress, runsOfAddress, withReference } from './compare-address.ts';

it.each([
  [null, []],
  ['', []],
  ['a', ['a']],
  [' a,b ,,a', ['a', 'b']],
])('the address %j names the runs %j', (value, ids) => {
  expect(runsOfAddress(value)).toEqual(ids);
});

it.each([
  [[], null, '/compare'],
  [['a', 'b'], null, '/compare?runs=a,b'],
  [['a', 'b', 'c'], 'b', '/compare?runs=b,a,c'],
  [['a', 'b'], 'z', '/compare?runs=a,b'],
])('the runs %j with the baseline %s are compared at %s', (ids, baseline, address) => {
  expect(compareAddress(ids, baseline)).toBe(address);
});

it('moves the new reference to the front', () => {
  expect(withReference(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b']);
});
