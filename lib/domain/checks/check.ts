import { z } from 'zod';

const required = z.boolean().default(false);
const text = z.string().min(1, 'expected a text that is not empty');
const texts = z.array(text).min(1, 'expected at least one text');
const count = z.int().min(0);

/** One deterministic check of an answer; data/README.md says when each passes. A failed required one is a hard failure. */
export const checkSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('exact_match'), required, value: z.string() }),
  z.strictObject({
    type: z.literal('must_contain'),
    required,
    values: texts,
    case_sensitive: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('must_not_contain'), required, values: texts }),
  z.strictObject({
    type: z.literal('regex'),
    required,
    pattern: text,
    flags: z
      .string()
      .regex(/^[imsu]*$/, 'expected flags out of i, m, s and u')
      .default(''),
  }),
  z.strictObject({
    type: z.literal('json_schema'),
    required,
    schema: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ type: z.literal('max_tokens'), required, value: count }),
  z
    .strictObject({
      type: z.literal('sentence_count'),
      required,
      min: count.optional(),
      max: count.optional(),
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected min, max or both')
    .refine(({ min = 0, max = Infinity }) => min <= max, {
      path: ['max'],
      message: 'expected at least as much as min',
    }),
  z.strictObject({ type: z.literal('line_prefix'), required, prefix: text }),
]);

export type Check = z.infer<typeof checkSchema>;

/** What a check said of one answer. */
export interface CheckResult {
  type: Check['type'];
  required: boolean;
  passed: boolean;
  /** Why it failed, for people; null when it passed. */
  failure: string | null;
}
