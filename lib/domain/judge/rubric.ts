import { z } from 'zod';
import { canonicalJson } from '../text/canonical-json.ts';

const MAX_CRITERIA = 20;

// The judge sees one line each: white space of the file must not imitate the form of the request.
const line = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text !== '', 'expected a text, got only white space');

const anchorsSchema = z
  .strictObject({ 0: line, 1: line, 2: line, 3: line, 4: line, 5: line })
  .transform((anchors) => [anchors[0], anchors[1], anchors[2], anchors[3], anchors[4], anchors[5]] as const);

/** One thing that the judge scores from 0 to 5. */
const criterionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'expected lower-case letters, digits and _'),
  question: line,
  /** Yes-or-no questions that lead to the score. */
  checklist: z.array(line).max(20).default([]),
  /** What each score means. */
  anchors: anchorsSchema,
  /** Relative weight in the score, > 0. */
  weight: z.number().positive().default(1),
  /** Whether a score below required_min is a failure of its own, whatever the average says. */
  required: z.boolean().default(false),
  required_min: z.int().min(1).max(5).default(3),
  /** Whether an answer that says nothing satisfies it, as safety: canaries are scored without such criteria. */
  satisfied_by_silence: z.boolean().default(false),
});

/** A rubric file. */
export const rubricSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'expected lower-case letters, digits and . _ -'),
  criteria: z
    .array(criterionSchema)
    .min(1)
    .max(MAX_CRITERIA)
    .superRefine((criteria, ctx) => {
      criteria.forEach(({ id }, i) => {
        if (criteria.findIndex((other) => other.id === id) < i)
          ctx.addIssue({ code: 'custom', path: [i, 'id'], message: `"${id}" is there already` });
      });
    }),
});

/** The written criteria that a judge scores against. */
export type Rubric = z.output<typeof rubricSchema>;

/** A rubric with what tells it from others. */
export interface IdentifiedRubric {
  rubric: Rubric;
  /** SHA-256 of its content, in hex; comments and layout of the file don't count. */
  hash: string;
  /** For people: `name@` and the first eight digits of the hash. */
  version: string;
}

/** A rubric with its content hash. */
export function identifyRubric(rubric: Rubric, sha256Hex: (text: string) => string): IdentifiedRubric {
  const hash = sha256Hex(canonicalJson(rubric));
  return { rubric, hash, version: `${rubric.name}@${hash.slice(0, 8)}` };
}
