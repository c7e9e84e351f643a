/** What is wrong in a template, and where: `line` and `column` begin at 1. */
export interface TemplateFault {
  line: number;
  column: number;
  message: string;
}

const LITERAL = 'write { { with a space between where braces are meant';
/** Whoever has more faults than this starts again anyway. */
const MOST_FAULTS = 20;
const PLACEHOLDER = /\{\{([^{}]*)\}\}/y;

/**
 * Finds placeholders that aren't known, and double braces that don't make a pair. Single braces mean nothing, so JSON in
 * a prompt is no fault: its }} closes what two single braces opened.
 *
 * @param known names that a placeholder may have
 */
export function checkTemplateSyntax(text: string, known: readonly string[]): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (offset: number, message: string) => faults.push({ ...positionOf(text, offset), message });
  /** Single braces that are open. */
  let depth = 0;
  let i = 0;
  while (i < text.length && faults.length < MOST_FAULTS) {
    const run = runLength(text, i);
    if (run === 0) {
      i += 1;
    } else if (text[i] === '{' && run >= 2) {
      // The last two of a run open a placeholder: {"a":{{prompt}}} has one in single braces.
      depth += run - 2;
      const start = i + run - 2;
      PLACEHOLDER.lastIndex = start;
      const [whole, inner = ''] = PLACEHOLDER.exec(text) ?? [];
      if (whole === undefined) fault(start, `"{{" has no "}}" of its own; ${LITERAL}`);
      else if (!known.includes(inner.trim())) fault(start, unknown(inner.trim(), known));
      i = start + (whole?.length ?? 2);
    } else {
      if (text[i] === '{') depth += 1;
      else if (run >= 2 && run > depth) fault(i, '"}}" closes nothing: expected "{{" before it');
      if (text[i] === '}') depth = Math.max(0, depth - run);
      i += run;
    }
  }
  return faults;
}

function unknown(name: string, known: readonly string[]): string {
  const expected =
    known.length === 0
      ? 'nothing is filled in here'
      : `expected ${known.map((one) => `{{${one}}}`).join(' or ')}`;
  return `unknown placeholder "{{${name}}}": ${expected}; ${LITERAL}`;
}

/** How many equal braces stand here; 0 for any other character. */
function runLength(text: string, start: number): number {
  const brace = text[start];
  if (brace !== '{' && brace !== '}') return 0;
  let end = start + 1;
  while (text[end] === brace) end += 1;
  return end - start;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
