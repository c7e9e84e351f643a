import type { PoolClient } from 'pg';
import { advanceProcess } from '#lib/domain/sequential/shadow-process.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { processQuestion, type ProcessQuestion } from './process-question.ts';
import { hasProcess, lockProcess, storeNewProcess, storeProcess } from './process-record.ts';
import { countEvaluations, readEvaluations, SETTLED_AFTER_MS } from './read-evaluations.ts';

type AdvanceContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

/** What was evaluated in time is surely stored so long after that. */
const STORED_WITHIN_MS = 5 * 60_000;
const BATCH = 1_000;

/**
 * Takes the next evaluations into the stored state of the candidate's process. Only those before which nothing can change any more: an
 * exchange is settled for good an hour after it. All of a call is one transaction on the locked process, so it may be
 * cut off, repeated, or made by several processes at once: each evaluation is taken in once, in the order of the requests.
 *
 * @returns whether there may be more to take in now
 */
export async function advanceShadowProcess(ctx: AdvanceContext, batch = BATCH): Promise<boolean> {
  const question = processQuestion(ctx);
  if (!question) return false;
  const settledMs = await settledForGood(ctx);
  return inTransaction(ctx.pool, async (client) => {
    await begin(client, question, ctx.clock.nowMs(), settledMs);
    const known = await lockProcess(client, question);
    // Another process is at it.
    if (!known || known.place.untilMs >= settledMs) return false;
    const { evaluations, place, isCut } = await readEvaluations(
      ...[client, question, known.place, settledMs, batch],
    );
    const state = advanceProcess(known.state, evaluations, place.untilMs, question.settings);
    const isChanged = evaluations.length > 0 || known.state.open.length > 0;
    await storeProcess(client, question, {
      place,
      state: isChanged ? state : null,
      evaluations: known.evaluations + evaluations.length,
      nowMs: ctx.clock.nowMs(),
    });
    return isCut;
  });
}

/** A clock that is ahead of the database's must not take in what isn't settled. */
async function settledForGood({ pool, clock }: AdvanceContext): Promise<number> {
  const { rows } = await pool.query<{ now: Date }>('SELECT now() AS now');
  const nowMs = Math.min(clock.nowMs(), rows[0]?.now.getTime() ?? 0);
  return nowMs - SETTLED_AFTER_MS - STORED_WITHIN_MS;
}

async function begin(
  client: PoolClient,
  question: ProcessQuestion,
  nowMs: number,
  settledMs: number,
): Promise<void> {
  if (await hasProcess(client, question)) return;
  const backlog = await countEvaluations(client, question, new Date(settledMs));
  await storeNewProcess(client, question, { backlog, nowMs });
}
