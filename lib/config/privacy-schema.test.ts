import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { privacySchema } from './privacy-schema.ts';
import { readYamlFile } from './yaml-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lrg-privacy-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  const file = join(folder, 'privacy.yaml');
  writeFileSync(file, text);
  return readYamlFile(file, privacySchema);
};

it('stores everything unless told otherwise, and then knows all built-in patterns', () => {
  const patterns = { email: true, phone: true, card: true, key: true, own: {} };
  expect(read('')).toEqual({ mode: 'full', patterns });
  expect(read('mode: redacted')).toEqual({ mode: 'redacted', patterns });
});

it('the file that comes with the package is valid', () => {
  expect(readYamlFile(resolve(import.meta.dirname, '../../config/privacy.yaml'), privacySchema).mode).toBe(
    'full',
  );
});

it.each([
  ['mode: some', ':1: mode: expected one of: full, redacted, hash_only'],
  ['mode: full\npatterns:\n  mail: true', ':3: patterns: there is no field "mail"'],
  ["patterns:\n  own:\n    broken: '(a'", ':3: patterns.own.broken: Invalid regular expression'],
  [
    "patterns:\n  own:\n    any: 'a*'",
    ':3: patterns.own.any: expected a pattern that does not match the empty',
  ],
  ["patterns:\n  own:\n    email: 'a'", 'patterns.own.email'],
  ["patterns:\n  own:\n    Bad Name: 'a'", 'patterns.own.Bad Name'],
])('%j is refused with its place', (text, problem) => {
  expect(() => read(text)).toThrow(problem);
});
