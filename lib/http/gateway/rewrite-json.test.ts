import { expect, it } from 'vitest';
import { rewriteTopLevel } from './rewrite-json.ts';

const body = '{"model":"a","seed":9007199254740993,"temperature":1.0,"x":[1e400,-0],"s":"1.0"}';

it('returns the very text when nothing changes', () => {
  expect(rewriteTopLevel(body, {})).toBe(body);
});

it('changes one member and no digit of the others', () => {
  expect(rewriteTopLevel(body, { model: 'b' })).toBe(
    '{"model":"b","seed":9007199254740993,"temperature":1.0,"x":[1e400,-0],"s":"1.0"}',
  );
});

it('adds members', () => {
  expect(rewriteTopLevel('{"a":1}', { b: { c: true } })).toBe('{"a":1,"b":{"c":true}}');
});
