import type { FilterField, FilterNode, FilterValue } from './ast.ts';

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}_][\p{L}\p{N}_-]*)*$/u;

/** The expression of a tree: reading it again gives the same tree. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.map((operand) => `(${printFilter(operand)})`).join(` ${node.kind} `);
    case 'not':
      return `not (${printFilter(node.operand)})`;
    case 'compare':
    case 'match':
      return `${printField(node.field)} ${node.operator} ${printValue(node.value)}`;
    case 'in':
      return `${printField(node.field)} ${node.isNegated ? 'not in' : 'in'} (${node.values.map(printValue).join(', ')})`;
    case 'null':
      return `${printField(node.field)} is ${node.isNegated ? 'not null' : 'null'}`;
  }
}

function printField({ scope, key }: FilterField): string {
  return `${scope}.${PLAIN_KEY.test(key) ? key : `"${key.replaceAll('"', '""')}"`}`;
}

function printValue(value: FilterValue): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
