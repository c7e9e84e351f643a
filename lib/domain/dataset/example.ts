import { z } from 'zod';
import { checkSchema } from '../checks/check.ts';

const MIN_PROMPT_CHARACTERS = 11;

const text = (what: string) =>
  z.string().refine((value) => value.trim() !== '', `expected ${what}, got only white space`);

/** JSON objects by category can't have this one: readers leave it out. */
export function categoryName(schema: z.ZodString): z.ZodString {
  return schema.refine((value) => value !== '__proto__', 'expected another name than __proto__');
}

/** One example of a golden set, as a line of the dataset file holds it. */
export const exampleSchema = z.object({
  id: text('an id').max(200, 'expected at most 200 characters'),
  prompt: text('a prompt').refine(
    (value) => Array.from(value).length >= MIN_PROMPT_CHARACTERS,
    `expected more than ${MIN_PROMPT_CHARACTERS - 1} characters`,
  ),
  reference_response: text('a reference response'),
  category: categoryName(text('a category')),
  source: text('where the example comes from'),
  metadata: z.record(z.string(), z.unknown()).optional(),
  /** Examples made from one source share it; statistics treat them as one cluster. */
  group: text('a group').optional(),
  checks: z.array(checkSchema).optional(),
});

export type Example = z.infer<typeof exampleSchema>;
