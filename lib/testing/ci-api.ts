import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { NOON_MS } from './chat-log-rows.ts';
import { send, type ClientOptions } from './http-client.ts';
import { runRoutes } from './run-routes.ts';
import { RUN_TABLES } from './run-tables.ts';
import { syntheticScores, type SyntheticOptions } from './synthetic-scores.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from './test-api.ts';
import { emptyTables, openTestDatabase, type TestDatabase, type TestDatabaseKind } from './test-database.ts';

export type CiCaller = keyof typeof CREDENTIALS | 'nobody';
export type CiCall = ClientOptions & { by?: CiCaller };

export const newId = createIdSource();
export const ORIGIN = { repository: 'acme/assistant', commit: 'abcdef0', branch: 'main', pull_request: 7 };
export const QUERY = '?repository=acme/assistant&commit=abcdef0&branch=main&pull_request=7';

export const scoresOf = (options: Partial<SyntheticOptions> = {}): Scores =>
  syntheticScores({ runId: newId(NOON_MS), ...options });

/** Addresses differ from server to server. */
export const apartFromUrl = (body: unknown) => ({ ...(body as object), url: null });

/** The routes of runs and verdicts on a database of the test file's, which is empty before each test. */
export class CiApi {
  nowMs = NOON_MS;
  private opened: { db: TestDatabase; ctx: ApiContext; routes: TestRoutes } | null = null;

  constructor(kind: TestDatabaseKind) {
    beforeAll(async () => {
      const db = await openTestDatabase(kind);
      const ctx = testApiContext(db, () => this.nowMs);
      this.opened = { db, ctx, routes: await runRoutes(ctx) };
    });
    beforeEach(async () => {
      this.nowMs = NOON_MS;
      this.ctx.access.webhookSecret = null;
      await emptyTables(this.db, ...RUN_TABLES, 'verdicts', 'idempotency_keys', 'audit_entries');
    });
    afterAll(() => this.db.close());
  }

  get db(): TestDatabase {
    return this.open.db;
  }

  get ctx(): ApiContext {
    return this.open.ctx;
  }

  get routes(): TestRoutes {
    return this.open.routes;
  }

  async call(method: string, path: string, { by = 'ci', ...options }: CiCall = {}) {
    const url = await serveRoutes(this.routes);
    const headers = { ...(by === 'nobody' ? {} : CREDENTIALS[by]), ...options.headers };
    const reply = await send(`${url}/api${path}`, { method, ...options, headers });
    return { ...reply, url, body: reply.json() as Record<string, unknown> };
  }

  post(body: unknown, options: CiCall & { query?: string } = {}) {
    return this.call('POST', `/ci/runs${options.query ?? ''}`, { ...options, body });
  }

  async count(table: string) {
    const { rows } = await this.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0]?.n;
  }

  /** Runs, verdicts and idempotency keys. */
  async counts() {
    return [await this.count('runs'), await this.count('verdicts'), await this.count('idempotency_keys')];
  }

  /** Stores scores and makes them the baseline. */
  async promoted(scores: Scores): Promise<Scores> {
    await this.post({ scores });
    expect((await this.call('POST', `/runs/${scores.run_id}/promote`)).status).toBe(200);
    return scores;
  }

  private get open() {
    if (!this.opened) throw new Error('the database is not open yet');
    return this.opened;
  }
}
