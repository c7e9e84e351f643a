import type { CheckTools } from './check-tools.ts';
import { quoted } from './quote.ts';

/** Why an answer is not JSON alone and valid against the schema; null when it is. */
export function checkJson(schema: Record<string, unknown>, answer: string, tools: CheckTools): string | null {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return `expected JSON and nothing else, found ${quoted(answer)}${reasonOf(answer)}`;
  }
  const violation = tools.validateJson(schema, value);
  return violation === null ? null : `expected JSON by the schema: ${violation}; found ${quoted(answer)}`;
}

/** The usual ways in which models miss it. */
function reasonOf(answer: string): string {
  if (answer.startsWith('```')) return ', which is inside a code fence';
  if (/^[[{]/.test(answer) && !/[\]}]$/.test(answer)) return ', which ends in the middle';
  return '';
}
