import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { eventually } from './eventually.ts';

/** The PostgreSQL to test on; empty where there is none. */
export const serverUrl = process.env.TEST_DATABASE_URL ?? '';

export interface DatabaseOnServer {
  name: string;
  url: string;
  drop: () => Promise<void>;
}

/** A new database on that server, empty or a copy of another one that nobody is connected to. */
export async function createOnServer(template: string | null = null): Promise<DatabaseOnServer> {
  const name = `lrg_test_${randomBytes(8).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}${template === null ? '' : ` TEMPLATE ${template}`}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    // Connections that were just closed may be there for a moment; to cut them would be an error in their pool.
    drop: () => eventually(() => administer(`DROP DATABASE ${name}`), 30_000),
  };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
