import type { PoolClient } from 'pg';
import { storableLine } from '#lib/domain/text/storable.ts';

/** Names and PostgreSQL types of the columns that a row of a table is written with. */
export type Columns = readonly (readonly [name: string, type: string])[];

/** So much JSON goes into one statement. */
const BATCH_CHARACTERS = 256 * 1024;

export const namesOf = (columns: Columns): string => columns.map(([name]) => name).join(', ');

/** `FROM` clause that reads a JSON array of rows out of the statement's first parameter. */
export function fromRows(columns: Columns): string {
  const types = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  return `FROM json_to_recordset($1::json) AS row(${types})`;
}

/** Collects rows of one table and inserts them many at a time, in memory that doesn't grow with their number. */
export class RowWriter {
  /** Rows stored so far; those that were there already don't count. */
  stored = 0;
  private readonly client: PoolClient;
  private readonly statement: string;
  private lines: string[] = [];
  private characters = 0;

  constructor(client: PoolClient, table: string, columns: Columns, suffix = '') {
    this.client = client;
    const names = namesOf(columns);
    this.statement = `INSERT INTO ${table} (${names}) SELECT ${names} ${fromRows(columns)} ${suffix}`;
  }

  async add(row: object): Promise<void> {
    const line = storableLine(row);
    this.lines.push(line);
    this.characters += line.length;
    if (this.characters >= BATCH_CHARACTERS) await this.flush();
  }

  /** Inserts what is left. */
  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const rows = `[${this.lines.join(',')}]`;
    this.lines = [];
    this.characters = 0;
    this.stored += (await this.client.query(this.statement, [rows])).rowCount ?? 0;
  }
}
