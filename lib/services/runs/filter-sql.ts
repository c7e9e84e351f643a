import {
  typeOfField,
  type FilterField,
  type FilterNode,
  type FilterValue,
} from '#lib/domain/runs/filter/ast.ts';
import { timeOf } from '#lib/domain/runs/filter/check-value.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { SqlParameters } from './sql-parameters.ts';

/**
 * The condition of a filter on the table `runs`. Keys and values are parameters; what a run doesn't have is null, and
 * null matches nothing but `is null`.
 */
export function filterSql(node: FilterNode, parameters: SqlParameters): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.operands.map((operand) => filterSql(operand, parameters)).join(` ${node.kind} `)})`;
    case 'not':
      return `(NOT ${filterSql(node.operand, parameters)})`;
    case 'null':
      return `(${textOf(node.field, parameters)} IS ${node.isNegated ? 'NOT NULL' : 'NULL'})`;
    case 'match':
      return `(${textOf(node.field, parameters)} ${node.operator} ${parameters.add(storableText(node.value), 'text')} ESCAPE '')`;
    case 'compare':
      return compare(node.field, node.operator, node.value, parameters);
    case 'in': {
      const any = node.values.map((value) => compare(node.field, '=', value, parameters)).join(' OR ');
      return node.isNegated ? `(NOT (${any}))` : `(${any})`;
    }
  }
}

function compare(
  field: FilterField,
  operator: string,
  value: FilterValue,
  parameters: SqlParameters,
): string {
  const type = typeOfField(field);
  if (type === 'time') {
    const time = parameters.add(new Date(timeOf(value) ?? 0), 'timestamptz');
    return `(${column(field)} ${operator} ${time})`;
  }
  if (type === 'boolean') return `(${column(field)} ${operator} ${parameters.add(value, 'boolean')})`;
  if (typeof value === 'number')
    return `(${numberOf(field, parameters)} ${operator} ${parameters.add(value, 'double precision')})`;
  // One order of texts, whatever the database's locale is.
  const text = parameters.add(storableText(value), 'text');
  return `(${textOf(field, parameters)} COLLATE "C" ${operator} ${text})`;
}

/** The attribute's column; the reader of expressions lets no other names through. */
const column = ({ key }: FilterField): string => `runs.${key}`;

function textOf(field: FilterField, parameters: SqlParameters): string {
  if (field.scope === 'attributes') return `${column(field)}::text`;
  return `(runs.${field.scope} ->> ${parameters.add(storableText(field.key), 'text')})`;
}

function numberOf(field: FilterField, parameters: SqlParameters): string {
  if (field.scope === 'attributes') return column(field);
  const key = parameters.add(storableText(field.key), 'text');
  const member = `runs.${field.scope} -> ${key}`;
  // The case keeps texts away from the cast, in whatever order the database looks at things.
  return `(CASE jsonb_typeof(${member}) WHEN 'number' THEN (${member})::double precision END)`;
}
