import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** A configuration file is wrong; the message names file, line, path and what was expected. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Reads one YAML file by its schema; a missing file is read as empty. Throws ConfigurationError with every problem and
 * its line.
 */
export function readYamlFile<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const lines = new LineCounter();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  // Everything after the first mistake of syntax is read wrongly, and would only tell of its consequences.
  const [broken] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (broken)
    throw new ConfigurationError([`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`]);
  const parsed = schema.safeParse(valueOf(document, file, text));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => {
      const path = issue.path.filter((key) => typeof key !== 'symbol');
      const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const line = lineOf(document, [...path, ...unknownKey], lines);
      return `${file}:${line}: ${path.join('.') || '(top level)'}: ${issue.message}`;
    }),
  );
}

function valueOf(document: Document, file: string, text: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // All that can go wrong here is an alias; its name is the message's last word.
    const before = text.slice(0, Math.max(0, text.indexOf(`*${/(\S+)$/.exec(message)?.[1] ?? ''}`)));
    throw new ConfigurationError([`${file}:${before.split('\n').length}: ${message}`]);
  }
}

/** Line of the deepest part of the path that exists in the file. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const part = path.slice(0, depth);
    const node: unknown = document.getIn(part, true) ?? document.getIn(part.map(asNumber), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [offset] = node.range as number[];
      return lines.linePos(offset ?? 0).line;
    }
  }
  return 1;
}

/** In YAML the key 3 is a number, in the value that is checked it has become a text. */
function asNumber(key: PropertyKey): PropertyKey {
  return typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : key;
}
