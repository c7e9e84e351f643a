import { z } from 'zod';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { checkSchema } from '#lib/domain/checks/check.ts';
import { evaluateChecks } from '#lib/domain/checks/evaluate.ts';
import { checkProblems } from '#lib/domain/dataset/check-problems.ts';
import type { RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import { readObject } from './read-line.ts';
import { scoreToOutput, standardInput } from './standard-streams.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()], 'expected a text or a number'),
  prediction: z.string(),
  checks: z.array(checkSchema),
});

/** `lrg metric checks`: what every check says of an answer; passed when all of them pass. */
export function scoreChecks(): Promise<number> {
  const tools = createCheckTools();
  const read = (raw: RawLine) => {
    const input = readObject(raw, lineSchema);
    if (Array.isArray(input)) return input;
    const problems = checkProblems(raw.line, input.checks, tools);
    return problems.length > 0 ? problems : input;
  };
  return scoreToOutput(standardInput(), {
    read,
    atOnce: 1,
    score: ({ id, prediction, checks }) => {
      const results = evaluateChecks(checks, prediction, tools);
      return { id, passed: results.every((result) => result.passed), results };
    },
  });
}
