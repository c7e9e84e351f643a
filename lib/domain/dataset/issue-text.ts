import type { z } from 'zod';
import { quoted } from '../checks/quote.ts';

type Path = readonly PropertyKey[];

const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** A schema's complaint in our words: what was expected, and what stands there. */
export function issueText(issue: z.core.$ZodIssue, whole: object): string {
  if (issue.code === 'unrecognized_keys') {
    return `expected no other keys, got ${issue.keys.map((key) => quoted(key, 40)).join(', ')}`;
  }
  const expected = expectedBy(issue);
  const found = valueAt(whole, issue.path);
  if (found === undefined) return `${expected}, but it is missing`;
  const isAboutContent = typeof found === 'object' && found !== null && issue.code !== 'invalid_type';
  return isAboutContent || expected.includes(', got ') ? expected : `${expected}, got ${kindOf(found)}`;
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small' && issue.origin !== 'string' && issue.origin !== 'array') {
    return `expected a number of at least ${String(issue.minimum)}`;
  }
  // What is missing is told with the value.
  return issue.message.replace(/^missing; /, '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** A value in a few words, for saying what stands where something else was expected. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value, 40);
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${String(value)}`;
  return Array.isArray(value) ? 'a list' : 'an object';
}
