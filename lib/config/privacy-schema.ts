import { z } from 'zod';
import { DETECTOR_KINDS } from '#lib/domain/privacy/detector.ts';
import { PRIVACY_MODES } from '#lib/domain/privacy/privacy-mode.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';

const TAKEN = new Set<string>([...DETECTOR_KINDS, 'withheld']);

const ownName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'expected a name of lower-case letters, digits, _ and -')
  .refine((name) => !TAKEN.has(name), 'this name is taken by a built-in pattern');

const ownPattern = z
  .string()
  .min(1)
  .max(1_000)
  .superRefine((pattern, ctx) => {
    const problem = patternProblem(pattern);
    if (problem !== null) ctx.addIssue({ code: 'custom', message: problem });
  });

function patternProblem(pattern: string): string | null {
  try {
    return new RegExp(pattern, 'u').test('') ? 'expected a pattern that does not match the empty text' : null;
  } catch (error) {
    return messageOf(error);
  }
}

/** `privacy.yaml`: what of the exchanges' texts is stored. */
export const privacySchema = z.strictObject({
  mode: z.enum(PRIVACY_MODES).default('full'),
  patterns: z
    .strictObject({
      email: z.boolean().default(true),
      phone: z.boolean().default(true),
      card: z.boolean().default(true),
      key: z.boolean().default(true),
      /** Regular expressions by name; what they match becomes [name]. */
      own: z.record(ownName, ownPattern).default({}),
    })
    .prefault({}),
});

export type PrivacyFile = z.output<typeof privacySchema>;
