/** A filter that one press adds to the expression or takes out of it. */
export interface QuickFilter {
  label: string;
  clause: string;
}

/** Quoted texts and keys, parentheses and the two words that join clauses; what is between them is of no interest. */
const PIECES = /('[^']*'|"[^"]*"|`[^`]*`|[()]|\b(?:and|or)\b)/i;

/**
 * The clauses of a filter expression that `and` joins. Words inside quotes or parentheses join nothing; an expression
 * that `or` joins is one clause.
 */
function clausesOf(expression: string): string[] {
  const clauses: string[] = [];
  let clause = '';
  let level = 0;
  for (const piece of expression.split(PIECES)) {
    if (piece === '(') level += 1;
    if (piece === ')') level -= 1;
    if (level === 0 && /^or$/i.test(piece)) return [`(${expression.trim()})`];
    if (level === 0 && /^and$/i.test(piece)) {
      clauses.push(clause);
      clause = '';
    } else clause += piece;
  }
  return [...clauses, clause].map((text) => text.trim()).filter((text) => text !== '');
}

/** Whether the expression holds the clause, however it is spaced. */
export function hasClause(expression: string, clause: string): boolean {
  return clausesOf(expression).some((candidate) => squeezed(candidate) === squeezed(clause));
}

/** The expression with the clause added, or without it where it was there. */
export function toggleClause(expression: string, clause: string): string {
  const clauses = clausesOf(expression);
  const others = clauses.filter((candidate) => squeezed(candidate) !== squeezed(clause));
  return (others.length < clauses.length ? others : [...clauses, clause]).join(' and ');
}

function squeezed(clause: string): string {
  return clause.replace(/\s+/g, '');
}
