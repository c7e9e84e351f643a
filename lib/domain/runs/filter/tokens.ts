/** A piece of a filter expression and where it begins, counted from 0. */
export type Token = { position: number; text: string } & (
  | { kind: 'word' | 'quoted-key' | 'symbol' | 'end' }
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
);

/** An expression that can't be understood: where, and what was expected there. */
export class FilterSyntaxError extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.name = 'FilterSyntaxError';
    this.position = position;
  }
}

const PATTERNS = [
  ['space', /\s+/y],
  ['string', /'(?:[^']|'')*'/y],
  ['quoted-key', /`(?:[^`]|``)+`|"(?:[^"]|"")+"/y],
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['word', /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ['symbol', /!=|>=|<=|[=><(),.]/y],
] as const;

/** Cuts an expression into tokens; the last one is the end. Throws FilterSyntaxError. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const { kind, found } = readAt(text, position);
    if (kind === 'string')
      tokens.push({ kind, position, text: found, value: found.slice(1, -1).replaceAll("''", "'") });
    else if (kind === 'number') tokens.push({ kind, position, text: found, value: Number(found) });
    else if (kind === 'quoted-key') tokens.push({ kind, position, text: unquoted(found) });
    else if (kind !== 'space') tokens.push({ kind, position, text: found });
    position += found.length;
  }
  tokens.push({ kind: 'end', position, text: '' });
  return tokens;
}

function readAt(text: string, position: number) {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, found };
  }
  throw new FilterSyntaxError(position, problemAt(text, position));
}

function problemAt(text: string, position: number): string {
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  if (character === "'") return "this text has no closing '";
  if (character === '"' || character === '`') return `this key is empty or has no closing ${character}`;
  if (/[\d.+-]/.test(character)) return 'expected a number such as 0.8';
  return `${JSON.stringify(character)} has no meaning here`;
}

function unquoted(found: string): string {
  const quote = found.charAt(0);
  return found.slice(1, -1).replaceAll(quote + quote, quote);
}
