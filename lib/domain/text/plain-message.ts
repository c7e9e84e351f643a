import type { z } from 'zod';
import { grouped } from './figures.ts';
import { numberWords } from './number-range.ts';

type RawIssue = z.core.$ZodRawIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  map: 'an object',
  date: 'a date',
  null: 'null',
  undefined: 'nothing',
  never: 'nothing',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address such as https://example.com',
  uuid: 'a UUID',
  datetime: 'a time such as 2026-01-31T09:30:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time of day such as 09:30:00',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'a text in base64',
};

/** Where nothing better can be said. */
const NOT_VALID = 'not valid';

const UNITS: Readonly<Record<string, string>> = {
  string: 'character',
  array: 'item',
  set: 'item',
  map: 'entry',
};

/**
 * What was expected, in plain words, for a value that a schema refuses: "expected a whole number from 1 to 500". Where it
 * stood is told apart, by the issue's path.
 */
export function plainMessage(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.input === undefined ? 'missing; ' : ''}expected ${typeWords(issue)}`;
    case 'too_small':
      return `expected ${sizeWords(issue, issue.minimum, issue.inclusive ? 'at least' : 'more than')}`;
    case 'too_big':
      return `expected ${sizeWords(issue, issue.maximum, issue.inclusive ? 'at most' : 'less than')}`;
    case 'invalid_value':
      return `${issue.input === undefined ? 'missing; ' : ''}expected ${choice(issue.values)}`;
    case 'invalid_format':
      return `expected ${formatWords(issue)}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return unknownWords(issue.keys.map((key) => `"${key}"`));
    case 'invalid_union':
      return unionWords(issue);
    case 'invalid_key':
      return `the name: ${issue.issues[0]?.message ?? NOT_VALID}`;
    case 'invalid_element':
      return issue.issues[0]?.message ?? NOT_VALID;
    case 'custom':
      return NOT_VALID;
  }
}

function typeWords({ expected, schema, inst }: RawIssue & { code: 'invalid_type' }): string {
  if (expected === 'number' || expected === 'int') return numberWords(schema ?? inst);
  return TYPES[expected] ?? expected;
}

function sizeWords(
  { origin, schema, exact: isExact = false }: RawIssue & { code: 'too_small' | 'too_big' },
  bound: number | bigint | Date,
  direction: string,
): string {
  const side = isExact ? 'exactly' : direction;
  const unit = UNITS[origin];
  if (unit === undefined)
    return origin === 'number' || origin === 'int' ? numberWords(schema) : `${side} ${String(bound)}`;
  const plural = bound === 1 ? unit : unit === 'entry' ? 'entries' : `${unit}s`;
  return `${side} ${typeof bound === 'number' ? grouped(bound) : String(bound)} ${plural}`;
}

function unknownWords(names: readonly string[]): string {
  return `${names.length === 1 ? 'there is no field' : 'there are no fields'} ${names.join(', ')}`;
}

function choice(values: readonly z.core.util.Primitive[]): string {
  const texts = values.map((value) => (value === '' ? 'an empty text' : String(value)));
  return texts.length === 1 ? (texts[0] ?? '') : `one of: ${texts.join(', ')}`;
}

function formatWords(issue: RawIssue & { code: 'invalid_format' }): string {
  const { format, pattern } = issue;
  if (format === 'starts_with') return `a text that begins with "${String(issue.prefix)}"`;
  if (format === 'ends_with') return `a text that ends with "${String(issue.suffix)}"`;
  if (format === 'includes') return `a text with "${String(issue.includes)}" in it`;
  if (format === 'regex') return `a text that matches ${String(pattern)}`;
  return FORMATS[format] ?? `a text in the format ${format}`;
}

/** What every way of a union expects of the whole value; nothing where a way is about a part of it. */
function unionWords(issue: RawIssue & { code: 'invalid_union' }): string {
  if (Array.isArray(issue.options) && issue.options.length > 0) return `expected ${choice(issue.options)}`;
  const ways = issue.errors.map(([first, ...others]) => {
    const isWhole = first?.path.length === 0 && others.length === 0;
    return isWhole && first.message.startsWith('expected ') ? first.message.slice('expected '.length) : null;
  });
  const texts = [...new Set(ways)];
  return texts.length === 0 || texts.includes(null) ? NOT_VALID : `expected ${texts.join(' or ')}`;
}
