import {
  comparisonOperators,
  patternOperators,
  runAttributes,
  type FilterField,
  type FilterNode,
  type FilterScope,
  type FilterValue,
} from './ast.ts';
import { checkPattern, checkValue } from './check-value.ts';
import { FilterSyntaxError, tokenize, type Token } from './tokens.ts';

export type FilterReading =
  { ok: true; filter: FilterNode } | { ok: false; position: number; message: string };

/** Parentheses and `not` inside of each other. */
const MOST_LEVELS = 50;

const SCOPES: Readonly<Record<string, FilterScope>> = {
  metrics: 'metrics',
  metric: 'metrics',
  params: 'params',
  param: 'params',
  tags: 'tags',
  tag: 'tags',
  attributes: 'attributes',
  attribute: 'attributes',
};

const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'is', 'null', 'like', 'ilike']);

/**
 * Reads an expression such as `metrics.overall > 0.8 and tags.env = 'production'` in the style of MLflow's search:
 * comparisons of metrics, params, tags and attributes, with and, or, not and parentheses.
 */
export function parseFilter(text: string): FilterReading {
  try {
    return { ok: true, filter: new Parser(tokenize(text)).parse() };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return { ok: false, position: error.position, message: error.message };
  }
}

class Parser {
  private readonly tokens: readonly Token[];
  private index = 0;
  private level = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  parse(): FilterNode {
    const filter = this.chain('or');
    if (this.peek().kind !== 'end') this.fail('expected and, or, or the end');
    return filter;
  }

  private chain(kind: 'and' | 'or'): FilterNode {
    const operand = () => (kind === 'or' ? this.chain('and') : this.unary());
    const first = operand();
    const operands = [first];
    while (this.takeWord(kind)) operands.push(operand());
    return operands.length === 1 ? first : { kind, operands };
  }

  private unary(): FilterNode {
    if (this.takeWord('not')) return { kind: 'not', operand: this.deeper(() => this.unary()) };
    if (!this.takeSymbol('(')) return this.condition();
    const inner = this.deeper(() => this.chain('or'));
    if (!this.takeSymbol(')')) this.fail('expected and, or, or )');
    return inner;
  }

  private deeper(read: () => FilterNode): FilterNode {
    this.level += 1;
    if (this.level > MOST_LEVELS) this.fail(`expected at most ${MOST_LEVELS} levels of parentheses and not`);
    const node = read();
    this.level -= 1;
    return node;
  }

  private condition(): FilterNode {
    const field = this.field();
    if (this.takeWord('is')) {
      const isNegated = this.takeWord('not');
      if (!this.takeWord('null')) this.fail(isNegated ? 'expected null' : 'expected null or not null');
      return { kind: 'null', isNegated, field };
    }
    const isNegated = this.takeWord('not');
    if (this.takeWord('in')) return { kind: 'in', isNegated, field, values: this.list(field) };
    if (isNegated) this.fail('expected in');
    for (const operator of patternOperators) {
      if (this.takeWord(operator)) return { kind: 'match', operator, field, value: this.pattern(field) };
    }
    const operator = comparisonOperators.find((symbol) => this.takeSymbol(symbol));
    if (!operator) this.fail('expected =, !=, >, >=, <, <=, like, ilike, in, not in, is null or is not null');
    return { kind: 'compare', operator, field, value: this.value(field) };
  }

  /** `metrics.overall`, `tags."a b"`, or an attribute's name alone. */
  private field(): FilterField {
    const token = this.next();
    if (token.kind !== 'word' || KEYWORDS.has(token.text.toLowerCase()))
      this.fail('expected metrics.…, params.…, tags.… or the name of an attribute', token);
    const scope = Object.hasOwn(SCOPES, token.text) ? SCOPES[token.text] : undefined;
    const isPrefixed = scope !== undefined && this.takeSymbol('.');
    const field = isPrefixed
      ? { scope, key: this.key(token) }
      : { scope: 'attributes' as const, key: token.text };
    if (field.scope === 'attributes' && !Object.hasOwn(runAttributes, field.key))
      this.fail(
        `"${field.key}" is no attribute: expected ${Object.keys(runAttributes).join(', ')}, or a key of metrics., params. or tags.`,
        token,
      );
    return field;
  }

  private key(scope: Token): string {
    const token = this.next();
    if (token.kind === 'quoted-key') return token.text;
    if (token.kind !== 'word') this.fail(`expected a key after ${scope.text}.`, token);
    let key = token.text;
    // Keys such as category.tone need no quotes, as long as they are made of plain words.
    while (this.takeSymbol('.')) {
      const part = this.next();
      if (part.kind !== 'word') this.fail(`expected the rest of the key ${scope.text}.${key}`, part);
      key += `.${part.text}`;
    }
    return key;
  }

  private list(field: FilterField): FilterValue[] {
    if (!this.takeSymbol('(')) this.fail('expected ( and a list of values');
    const values = [this.value(field)];
    while (this.takeSymbol(',')) values.push(this.value(field));
    if (!this.takeSymbol(')')) this.fail('expected , or )');
    return values;
  }

  private value(field: FilterField): FilterValue {
    const token = this.next();
    if (token.kind !== 'string' && token.kind !== 'number')
      this.fail("expected a number, or a text in single quotes such as 'production'", token);
    const problem = checkValue(field, token.value);
    if (problem !== null) this.fail(problem, token);
    return token.value;
  }

  private pattern(field: FilterField): string {
    const token = this.next();
    if (token.kind !== 'string') this.fail("expected a pattern in single quotes such as 'gpt-%'", token);
    const problem = checkPattern(field);
    if (problem !== null) this.fail(problem, token);
    return token.value;
  }

  private peek(): Token {
    return this.tokens[this.index] ?? { kind: 'end', position: 0, text: '' };
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    return token;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    const isIt = token.kind === 'word' && token.text.toLowerCase() === word.toLowerCase();
    if (isIt) this.index += 1;
    return isIt;
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.peek();
    const isIt = token.kind === 'symbol' && token.text === symbol;
    if (isIt) this.index += 1;
    return isIt;
  }

  private fail(message: string, token = this.peek()): never {
    const found = token.kind === 'end' ? 'the end' : token.text;
    throw new FilterSyntaxError(token.position, `${message}; got ${found}`);
  }
}
