import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { evaluationPageSchema, nextLabelSchema } from '#lib/contracts/evaluations.ts';
import { labelPosition } from '#lib/domain/evaluation/decide.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { chatLogRow, NOON_MS } from './chat-log-rows.ts';
import { addJudgement } from './evaluation-rows.ts';
import { send } from './http-client.ts';
import { CREDENTIALS, type TestRoutes } from './test-api.ts';
import type { TestDatabase } from './test-database.ts';
import { storeTraffic } from './traffic-rows.ts';

export type Caller = keyof typeof CREDENTIALS;

const MINUTE_MS = 60_000;

/** Tables that evaluations and labels touch. */
export const EVALUATION_TABLES = [
  ...['chat_logs', 'evaluations', 'label_queue', 'label_claims', 'audit_entries'],
  ...['rollup_marks', 'rollup_values', 'evaluation_rollups', 'rule_rollups'],
];

/** People and machines who evaluate, label and read about it over HTTP; the server's address may change. */
export function labelDesk(db: TestDatabase, address: () => string) {
  async function call(by: Caller | null, method: string, path: string, body?: unknown) {
    const reply = await send(`${address()}/api${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: by === null ? {} : { ...CREDENTIALS[by] },
    });
    return { status: reply.status, body: reply.json() as Record<string, unknown> };
  }
  return {
    call,
    /** Exchanges of the last minutes that were judged, in the order of the queue. */
    judged: async (scores: readonly number[], wanted = 1): Promise<ChatLogRow[]> => {
      const rows = scores.map((_, i) => chatLogRow({}, NOON_MS - (i + 1) * MINUTE_MS));
      await storeTraffic(db, rows);
      for (const [i, row] of rows.entries()) await addJudgement(db, row, scores[i] ?? 0, { wanted });
      const place = ({ id }: ChatLogRow) => labelPosition(id, md5Hex);
      return rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    },
    next: async (by: Caller) => nextLabelSchema.parse((await call(by, 'GET', '/labels/next')).body),
    label: (by: Caller, row: ChatLogRow, given: object) =>
      call(by, 'POST', '/labels', { chat_id: row.id, ...given }),
    list: async (query = '') =>
      evaluationPageSchema.parse((await call('viewer', 'GET', `/evaluations${query}`)).body).items,
  };
}

/** The routes of evaluations and labels on a context of its own. */
export async function evaluationRoutes(ctx: ApiContext): Promise<TestRoutes> {
  // Where the running application hangs, see lib/composition/running.ts; the modules below look there.
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [labels, nextRoute, evaluations, summary, rules, agreement] = await Promise.all([
    import('../../app/api/labels/route.ts'),
    import('../../app/api/labels/next/route.ts'),
    import('../../app/api/evaluations/route.ts'),
    import('../../app/api/evaluations/summary/route.ts'),
    import('../../app/api/evaluations/rules/route.ts'),
    import('../../app/api/evaluations/agreement/route.ts'),
  ]);
  return {
    'POST /api/labels': labels.POST,
    'GET /api/labels/next': nextRoute.GET,
    'GET /api/evaluations': evaluations.GET,
    'GET /api/evaluations/summary': summary.GET,
    'GET /api/evaluations/rules': rules.GET,
    'GET /api/evaluations/agreement': agreement.GET,
  };
}
