import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { createFakeJobQueue, type FakeJobQueue } from './fake-job-queue.ts';
import { Ledger } from '#lib/services/gateway/ledger.ts';
import { storeChatLogs } from '#lib/services/store-chat-logs.ts';
import { chatLogRow, linesOf, NOON_MS } from './chat-log-rows.ts';
import { testConfig } from './test-config.ts';
import type { TestDatabase } from './test-database.ts';

const MINUTE_MS = 60_000;

/** Sixty exchanges of the last hour before noon, one a minute, different in everything that traffic is filtered by. */
export function trafficRows(): ChatLogRow[] {
  return Array.from({ length: 60 }, (_, i) => {
    const isFailed = i % 10 === 9;
    return chatLogRow(
      {
        user_id: [null, 'ada', 'bob', `${'long '.repeat(40)}${i % 2}`][i % 4] ?? null,
        session_id: i % 3 === 0 ? `session ${i % 6}` : null,
        use_case: [null, 'support', 'search'][i % 3] ?? null,
        model_version: i % 5 === 0 ? 'large' : 'small',
        prompt_version: i % 7 === 0 ? null : `assistant@${i % 2}`,
        variant: i % 11 === 0 ? 'canary' : 'production',
        upstream: i % 13 === 0 ? 'other' : 'fake',
        prompt: `${i % 8 === 0 ? '=SUM(A1) ' : ''}Question ${i}: 100% of what_?`,
        response: isFailed ? null : `Answer "${i}",\nquoted`,
        status: isFailed ? (i % 20 === 9 ? 'error' : 'timeout') : 'ok',
        http_status: isFailed ? (i % 20 === 9 ? 503 : null) : 200,
        error: isFailed ? `no answer to request req_${i}abcdef012345 after ${i * 100} ms` : null,
        latency_ms: ((i * 37) % 60) * 25 + 0.5,
        cost_usd: i % 6 === 0 ? null : i / 10_000,
        input_tokens: i % 12 === 0 ? null : i,
        output_tokens: i * 2,
        is_sampled: i % 2 === 0,
      },
      NOON_MS - (60 - i) * MINUTE_MS,
    );
  });
}

const queues = new WeakMap<TestDatabase, FakeJobQueue>();

/** Stores exchanges as the journal does. */
export async function storeTraffic(db: TestDatabase, rows: readonly ChatLogRow[]): Promise<void> {
  const jobs = queues.get(db) ?? (await createFakeJobQueue(db.pool));
  queues.set(db, jobs);
  const config = testConfig('http://127.0.0.1:1/v1');
  const rejected = await storeChatLogs({ pool: db.pool, jobs, config, ledger: new Ledger() }, linesOf(rows));
  if (rejected.length > 0) throw new Error(rejected[0]?.reason);
}

/** Adds the evaluation of an exchange. */
export async function addEvaluation(
  { prisma }: TestDatabase,
  id: string,
  exchange: Pick<ChatLogRow, 'id' | 'created_at' | 'model_version'>,
  prodScore: number | null,
  evaluatedAtMs = NOON_MS,
): Promise<void> {
  await prisma.shadowEval.create({
    data: {
      id,
      ts: new Date(exchange.created_at),
      chatLogId: exchange.id,
      promptHash: 1n,
      prodModel: exchange.model_version,
      shadowModel: 'candidate',
      prodScore,
      status: prodScore === null ? 'missing' : 'scored',
      judgeModel: 'judge',
      rubricVersion: 'shadow@0f3a9c77',
      evaluatedAt: new Date(evaluatedAtMs),
    },
  });
  const fromTs = new Date(Math.floor(Date.parse(exchange.created_at) / MINUTE_MS) * MINUTE_MS);
  const toTs = new Date(fromTs.getTime() + MINUTE_MS);
  await prisma.rollupMark.createMany({
    data: ['shadow', 'quality'].map((source) => ({ source, fromTs, toTs })),
  });
}
