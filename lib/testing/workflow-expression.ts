/** What `inputs.x`, `steps.a.outputs.b`, `env.Y` … stand for, and whether everything so far went well. */
export interface ExpressionContext {
  values: Readonly<Record<string, string>>;
  hasFailed: boolean;
}

/** Replaces each `${{ … }}` of a text. */
export function fillIn(text: string, context: ExpressionContext): string {
  return text.replace(/\$\{\{(.+?)\}\}/g, (_, expression: string) => evaluate(expression, context));
}

/** Whether a step with this `if` runs; without a status function it also asks that nothing has failed. */
export function isWanted(condition: string | undefined, context: ExpressionContext): boolean {
  const text = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/, '$1');
  const asksStatus = /\b(?:always|success|failure|cancelled)\(\)/.test(text);
  return (asksStatus || !context.hasFailed) && isTruthy(evaluate(text, context));
}

/**
 * The part of GitHub's expressions that these workflows use: ||, &&, ==, != of texts, names, status functions and hashFiles
 * (which finds nothing here). Anything else throws: a test must not pass on what it doesn't understand.
 */
function evaluate(expression: string, context: ExpressionContext): string {
  const text = expression.trim();
  for (const [operator, combine] of OPERATORS) {
    const at = indexOutsideOfTexts(text, operator);
    if (at < 0) continue;
    const [left, right] = [text.slice(0, at), text.slice(at + operator.length)];
    return combine(evaluate(left, context), () => evaluate(right, context));
  }
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (text === 'always()') return 'true';
  if (text === 'success()') return String(!context.hasFailed);
  if (/^hashFiles\(.*\)$/.test(text)) return '';
  if (/^[\w.-]+$/.test(text)) return context.values[text] ?? '';
  throw new Error(`the test does not understand the expression "${text}"`);
}

const OPERATORS: readonly [string, (left: string, right: () => string) => string][] = [
  ['||', (left, right) => (isTruthy(left) ? left : right())],
  ['&&', (left, right) => (isTruthy(left) ? right() : left)],
  ['!=', (left, right) => String(left !== right())],
  ['==', (left, right) => String(left === right())],
];

function isTruthy(value: string): boolean {
  return value !== '' && value !== 'false' && value !== '0';
}

function indexOutsideOfTexts(text: string, operator: string): number {
  const blanked = text.replace(/'[^']*'|\([^)]*\)/g, (part) => ' '.repeat(part.length));
  return blanked.indexOf(operator);
}
