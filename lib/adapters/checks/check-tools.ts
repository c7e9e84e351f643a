import type { CheckTools } from '#lib/domain/checks/check-tools.ts';
import { createJsonSchemas } from './json-schemas.ts';
import { createRegexEngine, regexProblem } from './regex-engine.ts';

const REGEX_TIMEOUT_MS = 250;

/** The engines behind deterministic checks. Make one per process: it keeps compiled schemas. */
export function createCheckTools({ regexTimeoutMs = REGEX_TIMEOUT_MS } = {}): CheckTools {
  const testRegex = createRegexEngine(regexTimeoutMs);
  return { testRegex, regexProblem, ...createJsonSchemas(testRegex) };
}
