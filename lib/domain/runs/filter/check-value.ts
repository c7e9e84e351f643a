import { typeOfField, type FilterField, type FilterValue } from './ast.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** What is wrong with comparing a field with a value; null when nothing is. */
export function checkValue(field: FilterField, value: FilterValue): string | null {
  const name = `${field.scope}.${field.key}`;
  switch (typeOfField(field)) {
    case 'number':
      return typeof value === 'number' ? null : `${name} is a number: expected one without quotes`;
    case 'text':
      return typeof value === 'string' ? null : `${name} is a text: expected one in single quotes`;
    case 'boolean':
      return value === 'true' || value === 'false' ? null : `${name}: expected 'true' or 'false'`;
    case 'time':
      return timeOf(value) === null
        ? `${name} is a time: expected one such as '2026-11-20' or '2026-11-20T09:30:00Z'`
        : null;
    case 'any':
    case undefined:
      return null;
  }
}

/** What is wrong with matching a field against a pattern; null when nothing is. */
export function checkPattern(field: FilterField): string | null {
  const type = typeOfField(field);
  return type === 'text' || type === 'any'
    ? null
    : `${field.scope}.${field.key} is not a text: a pattern can't match it`;
}

/** Milliseconds since 1970 of a date or time (UTC, where it names no zone) or of such a number; null for none. */
export function timeOf(value: FilterValue): number | null {
  if (typeof value === 'number') return Math.abs(value) <= 8.64e15 ? value : null;
  if (!DATE.test(value)) return null;
  const isZoned = value.length === 10 || /(Z|[+-]\d{2}:\d{2})$/.test(value);
  const ms = Date.parse(isZoned ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}
