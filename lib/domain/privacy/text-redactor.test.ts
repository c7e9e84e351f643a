import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInDetectors, createTextRedactor, WITHHELD } from './text-redactor.ts';
import type { Detector } from './detector.ts';

const ALL = builtInDetectors({ key: true, email: true, card: true, phone: true });
const redact = createTextRedactor(ALL);
/** No literal that looks like a key to a scanner of repositories. */
const key = (prefix: string, length: number) => prefix + 'a1B2c3D4e5F6g7H8'.repeat(8).slice(0, length);
const PEM = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');

describe('what is found is replaced, and nothing else', () => {
  it.each([
    ['mail ada@example.com, please', 'mail [email], please'],
    ['<Ada.Lovelace+x@mail.example.co.uk>', '<[email]>'],
    ["it's 'ada@example.com'.", "it's '[email]'."],
    ['a@b.co@c.de', '[email]@c.de'],
    ['jürgen@bücher.example', '[email]'],
    ['x@xn--bcher-kva.xn--p1ai!', '[email]!'],
    ['a@b.com-shop', '[email]-shop'],
    ['nobody@localhost and @handle and a@b', 'nobody@localhost and @handle and a@b'],
    ['call +49 30 901820 now', 'call [phone] now'],
    ['call +1 (555) 010-9999.', 'call [phone].'],
    ['(030) 123 45 67', '[phone]'],
    ['0049301234567', '[phone]'],
    ['555-123-4567 / 555.123.4567', '[phone] / [phone]'],
    ['5551234567', '[phone]'],
    ['tel:+15551234567', 'tel:[phone]'],
    ['on 2024-05-01 10:20:30.123 and 01.05.2024', 'on 2024-05-01 10:20:30.123 and 01.05.2024'],
    ['0199d3a0-0000-7000-8000-0000000000a1', '0199d3a0-0000-7000-8000-0000000000a1'],
    ['192.168.100.200 costs 1 234 567 or 3.14159265', '192.168.100.200 costs 1 234 567 or 3.14159265'],
    ['in 1999 and 123456', 'in 1999 and 123456'],
    ['4111 1111 1111 1111', '[card]'],
    ['card 5500-0055-5555-5559!', 'card [card]!'],
    ['12 4111111111111111 35', '12 [card] 35'],
    ['378282246310005', '[card]'],
    ['4111 1111 1111 1111 then 555-123-4567', '[card] then [phone]'],
    [`use ${key('sk-', 40)}.`, 'use [key].'],
    [`${key('ghp_', 36)} ${key('lrg_', 24)}`, '[key] [key]'],
    [`Authorization: Bearer ${key('', 30)}==`, 'Authorization: Bearer [key]'],
    [`${key('eyJ', 20)}.${key('', 20)}.${key('', 20)}`, '[key]'],
    [`a\n${PEM}\nabc\n-----END RSA PRIVATE KEY-----\nb`, 'a\n[key]\nb'],
    [`a ${PEM} and no end`, 'a [key]'],
    ['task-management-is-a-very-long-word', 'task-management-is-a-very-long-word'],
    ['', ''],
    ['مرحبا [email] 😀', 'مرحبا [email] 😀'],
  ])('%j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('kinds that are switched off stay', () => {
    const only = createTextRedactor(builtInDetectors({ key: false, email: true, card: false, phone: false }));
    expect(only('4111111111111111 a@b.co +4930901820')).toBe('4111111111111111 [email] +4930901820');
  });
});

const secrets = fc.constantFrom(
  'ada@example.com',
  '+49 30 901820',
  '4111 1111 1111 1111',
  key('sk-', 32),
  '555-123-4567',
  `${key('eyJ', 20)}.${key('', 20)}.x`,
);
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^[\d +().@a-z[\]_-]{0,30}$/),
  secrets,
  fc.constantFrom('[email]', '[phone]', '@', '.', ' ', 'Bearer ', 'sk-', 'eyJ'),
);
const texts = fc.array(noise, { maxLength: 12 }).map((parts) => parts.join(''));
const MARKER = /\[(?:key|email|card|phone)\]/;

describe('whatever the text', () => {
  it('nothing that can be found is left, and doing it again changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const redacted = redact(text);
        expect(redact(redacted)).toBe(redacted);
        if (redacted === WITHHELD) return;
        for (const part of redacted.split(MARKER)) for (const { find } of ALL) expect(find(part)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('words between secrets stay as they are', () => {
    const word = fc.stringMatching(/^[a-zA-Z]{1,10}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, secrets), { maxLength: 8 }), (pairs) => {
        const text = pairs.map(([before, secret]) => `${before}; ${secret}; `).join('');
        const words = redact(text)
          .split(/; (?:\[\w+\]; )?/)
          .filter((part) => part !== '');
        expect(words).toEqual(pairs.map(([before]) => before));
      }),
    );
  });
});

describe('a hostile text of a megabyte takes no longer than a plain one of its length', () => {
  const MEGABYTE = 1_000_000;
  const fill = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length));
  it.each([
    'a',
    '@',
    'a@',
    'a.',
    '@a.',
    '.a@b',
    '1',
    '1 ',
    '1-',
    '+1',
    '(1',
    '4111 ',
    '4111111111111111',
    'eyJ',
    'eyJaaaaaaaa.',
    'sk-',
    'Bearer ',
    'bearer a',
    PEM,
    '2024-01-',
    '1.1.1.1.',
    'a@b.co ',
    '[email]',
    "'@",
    '{',
    '"\\u0040',
  ])('of %j', (piece) => {
    const text = fill(piece);
    const started = process.threadCpuUsage();
    redact(text);
    // Two orders of magnitude above what it takes, and far below what a quadratic search would.
    expect(process.threadCpuUsage(started).user).toBeLessThan(5_000_000);
  });
});

describe("people's own patterns", () => {
  const own = (name: string, find: Detector['find']): Detector => ({ name, find });
  const all =
    (pattern: RegExp): Detector['find'] =>
    (text) =>
      [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));

  it('have their names as markers, which the next pattern leaves alone', () => {
    const both = createTextRedactor([own('customer', all(/C-\d{6}/g)), own('word', all(/[a-z]+/g))]);
    expect(both('C-123456 is mine')).toBe('[customer] [word] [word]');
  });

  it('that can not finish withhold the text', () => {
    expect(createTextRedactor([own('slow', () => null)])('anything')).toBe(WITHHELD);
  });

  it('that uncover ever more withhold the text', () => {
    const first = own('x', (text) => (text.length > 1 ? [{ start: 0, end: 1 }] : []));
    expect(createTextRedactor([first])('abcdefghijklmnop')).toBe(WITHHELD);
  });
});
