import type { CheckTools } from '../../checks/check-tools.ts';
import { evaluateChecks } from '../../checks/evaluate.ts';
import type { Example } from '../example.ts';
import type { DatasetWarning } from '../problem.ts';

/** A reference that fails its own check shows that one of the two is wrong. */
export function referenceWarnings(line: number, example: Example, tools: CheckTools): DatasetWarning[] {
  const results = evaluateChecks(example.checks ?? [], example.reference_response, tools);
  return results.flatMap(({ type, failure }, index): DatasetWarning[] => {
    if (failure === null) return [];
    const message = `the reference fails its own check (${type}): ${failure}`;
    return [{ kind: 'reference_fails_check', line, field: `checks.${index}`, message }];
  });
}
