import type { Check } from '../checks/check.ts';
import type { CheckTools } from '../checks/check-tools.ts';
import type { DatasetProblem } from './problem.ts';

export type CheckCompiler = Pick<CheckTools, 'regexProblem' | 'schemaProblem'>;

/** The patterns and schemas of an example's checks that don't compile. */
export function checkProblems(
  line: number,
  checks: readonly Check[],
  tools: CheckCompiler,
): DatasetProblem[] {
  return checks.flatMap((check, index) => {
    if (check.type === 'regex') {
      const message = tools.regexProblem(check.pattern, check.flags);
      return problem(line, `checks.${index}.pattern`, 'a regular expression of JavaScript', message);
    }
    if (check.type !== 'json_schema') return [];
    const message = tools.schemaProblem(check.schema);
    return problem(line, `checks.${index}.schema`, 'a JSON Schema', message);
  });
}

function problem(line: number, field: string, what: string, message: string | null): DatasetProblem[] {
  return message === null ? [] : [{ line, field, message: `expected ${what}: ${message}` }];
}
