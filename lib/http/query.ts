import type { z } from 'zod';
import { ProblemError, validationProblem } from './problem.ts';

interface Fault {
  path: string;
  message: string;
}

/**
 * The query of an address by its schema; undefined without one. Throws ProblemError 422 for what the schema refuses, a
 * parameter that is given twice, a NUL character (which no database takes), and a range of time that ends before it begins.
 */
export function readQuery(schema: z.ZodType | undefined, url: string): unknown {
  if (!schema) return undefined;
  const given = [...new URL(url).searchParams];
  const faults = faultsOf(given);
  if (faults.length > 0) throw queryProblem(faults);
  const values = Object.fromEntries(given);
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw validationProblem(parsed.error, 'the query');
  const { from, to } = values;
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    throw queryProblem([{ path: 'to', message: 'expected a time after `from`' }]);
  return parsed.data;
}

function faultsOf(given: readonly (readonly [string, string])[]): Fault[] {
  const seen = new Set<string>();
  return given.flatMap(([path, value]) => {
    const isSecond = seen.has(path);
    seen.add(path);
    return [
      ...(isSecond ? [{ path, message: 'expected it once' }] : []),
      ...(value.includes('\0') ? [{ path, message: 'expected a text without NUL characters' }] : []),
    ];
  });
}

function queryProblem(errors: Fault[]): ProblemError {
  const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
  return new ProblemError(422, `the query has ${count}`, { errors });
}
