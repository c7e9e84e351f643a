/** A piece of an answer: running text, or a block of code between fences. */
export interface TextPart {
  kind: 'text' | 'code';
  text: string;
  /** What the fence names, such as "python"; null without. */
  language: string | null;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/;

/** Splits Markdown's fenced code from the text around it. A fence that nobody closes runs to the end; nothing is lost. */
export function splitCode(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let lines: string[] = [];
  let open: { fence: string; language: string | null } | null = null;
  const close = () => {
    const joined = lines.join('\n');
    lines = [];
    if (open !== null) parts.push({ kind: 'code', text: joined, language: open.language });
    else if (joined.trim() !== '')
      parts.push({ kind: 'text', text: joined.replace(/^\n+|\n+$/g, ''), language: null });
  };
  for (const line of text.split('\n')) {
    const [, fence, language] = FENCE.exec(line) ?? [];
    const isEnd: boolean = open !== null && fence?.startsWith(open.fence) === true && language === '';
    if (fence === undefined || (open !== null && !isEnd)) lines.push(line);
    else {
      close();
      open = isEnd ? null : { fence, language: language === undefined || language === '' ? null : language };
    }
  }
  close();
  return parts;
}
