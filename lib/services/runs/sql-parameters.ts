type SqlType =
  | 'text'
  | 'double precision'
  | 'integer'
  | 'boolean'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb'
  | 'text[]'
  | 'integer[]'
  | 'timestamptz[]'
  | 'double precision[]';

/** Collects the parameters of a statement: values never become part of its text. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** The place of a new parameter, with its type. */
  add(value: unknown, type: SqlType): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
