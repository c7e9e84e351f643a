import { z } from 'zod';
import { issueText } from '#lib/domain/dataset/issue-text.ts';
import type { RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import type { LineProblem } from './score-lines.ts';

const id = z.union([z.string(), z.number()], 'expected a text or a number');

/** A prediction with one reference or several; other keys are left alone. */
const pairSchema = z.object({
  id,
  reference: z.string().optional(),
  references: z.array(z.string()).min(1, 'expected at least one text').optional(),
  prediction: z.string(),
});

export interface Pair {
  id: string | number;
  references: readonly [string, ...string[]];
  prediction: string;
}

/** Reads `{id, reference, prediction}`, or `{id, references, prediction}`. */
export function readPair(raw: RawLine): Pair | LineProblem[] {
  const value = readObject(raw, pairSchema);
  if (Array.isArray(value)) return value;
  const { reference, references = reference === undefined ? [] : [reference], prediction } = value;
  const [first, ...rest] = references;
  if (first === undefined) return [{ field: 'reference', message: 'expected a text, but it is missing' }];
  if (reference !== undefined && value.references)
    return [{ field: 'references', message: 'expected either reference or references, got both' }];
  return { id: value.id, references: [first, ...rest], prediction };
}

/** A line's JSON object as the schema wants it, or everything that is wrong with it. */
export function readObject<T>(raw: RawLine, schema: z.ZodType<T>): T | LineProblem[] {
  if ('problem' in raw) return [{ field: null, message: raw.problem }];
  let value: unknown;
  try {
    value = JSON.parse(raw.text);
  } catch (error) {
    const why = messageOf(error);
    return [{ field: null, message: `expected JSON: ${why}` }];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ field: null, message: 'expected a JSON object' }];
  const whole = value;
  const parsed = schema.safeParse(whole);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map((issue) => ({
    field: issue.path.join('.') || null,
    message: issueText(issue, whole),
  }));
}
