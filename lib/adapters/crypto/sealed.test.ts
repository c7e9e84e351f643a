import { expect, it } from 'vitest';
import { createSeal } from './sealed.ts';

const SECRET = 'a secret of at least thirty-two characters';
const TEXT = '{"url":"https://hooks.slack.com/services/T0/B0/xyz","name":"مرحبا"}';
const seal = createSeal(SECRET, 'channels');
const sealed = seal.seal(TEXT, 'slack');

it('gives back what it sealed, and never the same bytes twice', () => {
  expect(seal.open(sealed, 'slack')).toBe(TEXT);
  expect(createSeal(SECRET, 'channels').open(sealed, 'slack')).toBe(TEXT);
  expect(seal.open(seal.seal('', 'slack'), 'slack')).toBe('');
  expect(seal.seal(TEXT, 'slack')).not.toBe(sealed);
  expect(sealed).not.toContain('slack');
});

it.each([
  ['another secret', createSeal(`${SECRET}!`, 'channels'), sealed, 'slack'],
  ['another purpose', createSeal(SECRET, 'sessions'), sealed, 'slack'],
  ['another place', seal, sealed, 'email'],
  ['a changed text', seal, `${sealed.slice(0, -2)}AA`, 'slack'],
  ['a cut text', seal, sealed.slice(0, 30), 'slack'],
  ['no text', seal, '', 'slack'],
  ['another version', seal, sealed.replace('v1', 'v2'), 'slack'],
])('opens nothing for %s', (_, by, text, place) => {
  expect(by.open(text, place)).toBeNull();
});
