/** A sentence, list item or line of a text, with the white space behind it. */
export interface Segment {
  text: string;
  gap: string;
  /** Inside a fenced code block, or its fence. */
  code: boolean;
}

const SENTENCE_END =
  /(?<=[.!?]["')\]]?)(?<!\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|St|No|approx)\.)(?<!^\s*\d+\.)[ \t]+(?=[\p{Lu}\d"'([])|(?<=[。！？])/u;

/** A text as sentences and lines; {@link joinSegments} gives the text back. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let fenced = false;
  for (const [, line = '', lineEnd = ''] of text.matchAll(/([^\n]*)((?:\n[ \t]*)*\n|$)/g)) {
    if (line === '' && lineEnd === '') continue;
    const fence = line.trimStart().startsWith('```');
    if (fence || fenced) segments.push({ text: line, gap: lineEnd, code: true });
    else segments.push(...sentencesOf(line, lineEnd));
    if (fence) fenced = !fenced;
  }
  return segments;
}

function sentencesOf(line: string, lineEnd: string): Segment[] {
  const segments: Segment[] = [];
  let rest = line;
  for (let end = SENTENCE_END.exec(rest); end !== null; end = SENTENCE_END.exec(rest)) {
    const cut = end.index + end[0].length;
    if (cut >= rest.length) break;
    segments.push({ text: rest.slice(0, end.index), gap: end[0], code: false });
    rest = rest.slice(cut);
  }
  segments.push({ text: rest, gap: lineEnd, code: false });
  return segments;
}

/** The text of segments in their order, without white space at the end. */
export function joinSegments(segments: readonly Segment[]): string {
  return segments
    .map((segment) => segment.text + segment.gap)
    .join('')
    .trimEnd();
}
