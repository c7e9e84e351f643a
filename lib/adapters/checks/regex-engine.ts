import { createContext, Script, type Context } from 'node:vm';
import type { Problem } from '#lib/domain/checks/check-tools.ts';
import { mostSteps } from './regex-cost.ts';

/** Some tens of milliseconds. */
const CHEAP_STEPS = 2e7;

const test = new Script('new RegExp(pattern, flags).test(text)');

/**
 * Tests regular expressions under a time limit (of the wall clock). Where a pattern can't take long on a text of this
 * length it runs at once; the others run where they can be stopped, which costs about half a millisecond each.
 */
export function createRegexEngine(timeoutMs: number) {
  let context: Context | null = null;

  return (pattern: string, flags: string, text: string): boolean | Problem => {
    try {
      if (mostSteps(pattern, text.length) <= CHEAP_STEPS) return new RegExp(pattern, flags).test(text);
      context ??= createContext(Object.create(null) as object, {
        codeGeneration: { strings: false, wasm: false },
      });
      Object.assign(context, { pattern, flags, text });
      return test.runInContext(context, { timeout: timeoutMs }) as boolean;
    } catch (error) {
      return { problem: problemOf(error, timeoutMs) };
    }
  };
}

/** Null when the pattern compiles. */
export function regexProblem(pattern: string, flags: string): string | null {
  try {
    new RegExp(pattern, flags);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

function problemOf(error: unknown, timeoutMs: number): string {
  const isTimeout = typeof error === 'object' && error !== null && 'code' in error;
  return isTimeout && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    ? `the regular expression did not end within ${timeoutMs} ms`
    : messageOf(error);
}

/** Errors of another vm context are not instances of this one's Error. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
