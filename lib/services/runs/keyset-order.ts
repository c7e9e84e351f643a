import type { SqlParameters } from './sql-parameters.ts';

/** An ordering that pages can go on in: by a column, and among equals by an id. Nulls come last, in both directions. */
export interface KeysetOrder {
  /** Name of the ordering; a cursor of another one isn't taken. */
  name: string;
  column: string;
  type: 'double precision' | 'integer' | 'text' | 'timestamptz';
  idColumn: string;
  idType: 'uuid' | 'integer';
  direction: 'asc' | 'desc';
}

/** The last item of a page. Times are milliseconds since 1970. */
export interface KeysetPosition {
  value: string | number | null;
  id: string | number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LAST_MS = 8.64e15;
const LAST_INTEGER = 2 ** 31 - 1;

export function orderBy({ column, idColumn, direction }: KeysetOrder): string {
  return `${column} ${direction} NULLS LAST, ${idColumn} ${direction}`;
}

/** Condition for the rows behind a position. */
export function isBehind(
  order: KeysetOrder,
  { value, id }: KeysetPosition,
  parameters: SqlParameters,
): string {
  const { column, type, idColumn, idType, direction } = order;
  const sign = direction === 'asc' ? '>' : '<';
  const lastId = parameters.add(id, idType);
  if (value === null) return `(${column} IS NULL AND ${idColumn} ${sign} ${lastId})`;
  const last = parameters.add(type === 'timestamptz' ? new Date(Number(value)) : value, type);
  return `(${column} ${sign} ${last} OR (${column} = ${last} AND ${idColumn} ${sign} ${lastId}) OR ${column} IS NULL)`;
}

export function writeCursor({ name, direction }: KeysetOrder, { value, id }: KeysetPosition): string {
  return Buffer.from(JSON.stringify([name, direction, value, id])).toString('base64url');
}

/** Null when the cursor isn't one of this ordering. */
export function readCursor(order: KeysetOrder, cursor: string): KeysetPosition | null {
  const parts = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [name, direction, value, id] = parts as unknown[];
  if (name !== order.name || direction !== order.direction) return null;
  if (!isValue(order, value) || !isId(order, id)) return null;
  return { value, id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isValue({ type }: KeysetOrder, value: unknown): value is string | number | null {
  if (value === null) return true;
  if (type === 'text') return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'number') return false;
  if (type === 'timestamptz') return value >= 0 && value <= LAST_MS;
  return type === 'double precision' || isInteger(value);
}

function isId({ idType }: KeysetOrder, id: unknown): id is string | number {
  return idType === 'uuid' ? typeof id === 'string' && UUID.test(id) : isInteger(id);
}

function isInteger(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) <= LAST_INTEGER;
}
