import { quoted } from '../checks/quote.ts';
import { checkProblems, type CheckCompiler } from './check-problems.ts';
import { exampleSchema, type Example } from './example.ts';
import { issueText, kindOf } from './issue-text.ts';
import type { DatasetProblem, DatasetWarning } from './problem.ts';
import { findUnstorable } from './unstorable.ts';

/** One line of a dataset file, as read. */
export interface DatasetLine {
  line: number;
  text: string;
  /** False for a last line without a line break behind it. */
  isTerminated: boolean;
}

export interface ParsedLine {
  /** Null when there are problems. */
  example: Example | null;
  problems: DatasetProblem[];
  warnings: DatasetWarning[];
  /** What the line says of itself, also when something else is wrong with it. */
  id: string | null;
  category: string | null;
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(exampleSchema.shape));

/** An example out of a line, or everything that is wrong with it. */
export function parseExample({ line, text, isTerminated }: DatasetLine, tools: CheckCompiler): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable(line, notJson(text, isTerminated, error));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unreadable(line, `expected a JSON object, got ${kindOf(value)}`);
  }
  return parseObject(line, value, tools);
}

function parseObject(line: number, value: object, tools: CheckCompiler): ParsedLine {
  const known = Object.fromEntries(Object.entries(value).filter(([key]) => KNOWN.has(key)));
  const { id, category } = known;
  const result: ParsedLine = {
    example: null,
    problems: [],
    warnings: Object.keys(value).flatMap((key) => (KNOWN.has(key) ? [] : [unknownKey(line, key)])),
    id: typeof id === 'string' ? id : null,
    category: typeof category === 'string' ? category : null,
  };
  const unstorable = findUnstorable(known);
  if (unstorable !== null) {
    result.problems.push({ line, field: unstorable.path.join('.') || null, message: unstorable.message });
    // Too many levels: whoever walks through it may run out of stack.
    if (unstorable.path.length === 0) return result;
  }
  const parsed = exampleSchema.safeParse(known);
  if (parsed.success) result.problems.push(...checkProblems(line, parsed.data.checks ?? [], tools));
  for (const issue of parsed.error?.issues ?? []) {
    result.problems.push({ line, field: issue.path.join('.') || null, message: issueText(issue, known) });
  }
  if (parsed.success && result.problems.length === 0) result.example = parsed.data;
  return result;
}

function unreadable(line: number, message: string): ParsedLine {
  return {
    example: null,
    problems: [{ line, field: null, message }],
    warnings: [],
    id: null,
    category: null,
  };
}

function unknownKey(line: number, key: string): DatasetWarning {
  const message = 'this key is not known and was left out; put extra data into metadata';
  return { kind: 'unknown_key', line, field: quoted(key).slice(1, -1), message };
}

function notJson(text: string, isTerminated: boolean, error: unknown): string {
  const start = text.trim();
  if (isTerminated && (start === '[' || start === '{')) {
    return `expected a whole JSON object in each line, got ${quoted(start)} alone (JSON written over several lines?)`;
  }
  const detail =
    error instanceof Error ? error.message.replace(/ \(line \d+ column \d+\)$/, '') : String(error);
  const isCut = !isTerminated && start.startsWith('{');
  const cut = isCut ? '; the file seems to end in the middle of this line' : '';
  return `expected a JSON object, got ${quoted(text, 40)}: ${detail.toWellFormed()}${cut}`;
}
