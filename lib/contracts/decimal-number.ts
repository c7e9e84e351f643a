import { z } from 'zod';
import { numberWords } from '#lib/domain/text/number-range.ts';

/** Digits with a point where one is needed: neither an empty text, nor 0x10, 1e2 or Infinity. */
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/**
 * A number as a query or an environment variable has it: a text in plain decimal notation. Numbers are taken as they are, so that one can be
 * the `prefault`, which the OpenAPI document shows as the default.
 */
export function decimalNumber(schema: z.ZodNumber) {
  return z.preprocess((value, refinement) => {
    if (typeof value !== 'string') return value;
    if (DECIMAL.test(value)) return Number(value);
    const given = value === '' ? ', not an empty text' : ' in decimal notation';
    refinement.addIssue({ code: 'custom', message: `expected ${numberWords(schema)}${given}`, input: value });
    return z.NEVER;
  }, schema);
}
