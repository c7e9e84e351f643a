import type { EvaluationJobData } from '#lib/contracts/events.ts';
import { isLabelledTwice, labelPosition } from '#lib/domain/evaluation/decide.ts';
import { evaluateHeuristics } from '#lib/domain/evaluation/heuristics/evaluate.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';
import type { Context } from '../context.ts';
import { isJudgeStopped } from '../costs/shadow-budget.ts';
import { inTransaction } from '../in-transaction.ts';
import { judgeAnswer, type JudgedAnswer } from '../judge-answer.ts';
import { followExchange } from '../traces/follow-exchange.ts';
import { heuristicsInForce, judgeInForce } from './evaluators.ts';
import {
  EXCHANGE_COLUMNS,
  isEvaluatedBy,
  writeEvaluation,
  type EvaluatedExchange,
  type NewEvaluation,
} from './evaluation-row.ts';

type EvaluateContext = Pick<
  Context,
  'pool' | 'config' | 'models' | 'chatModels' | 'random' | 'clock' | 'md5Hex' | 'log' | 'privacy'
>;

interface Exchange extends EvaluatedExchange {
  prompt: string | null;
  response: string | null;
  tool_calls: unknown;
  latency_ms: number;
  trace_id: string | null;
}

export type EvaluationOutcome = 'heuristics' | 'judged' | 'duplicate' | 'over_budget';

/**
 * Evaluates a stored exchange by rules and, where it was chosen for it, by the judge; both are stored, and a judged one joins
 * the queue for labels. Running it again, at any point, neither stores twice nor repeats a judgement that was paid.
 */
export async function evaluateExchange(
  ctx: EvaluateContext,
  data: EvaluationJobData,
  step: JobStep,
): Promise<EvaluationOutcome> {
  const exchange = await readExchange(ctx, data.chat_log_id);
  if (exchange.response === null && exchange.tool_calls === null)
    throw new PermanentJobError('the text of this exchange is not stored');
  await storeHeuristics(ctx, exchange);
  return data.is_judged ? judgeExchange(ctx, exchange, step) : 'heuristics';
}

async function readExchange({ pool }: EvaluateContext, id: string): Promise<Exchange> {
  const { rows } = await pool.query<Exchange>(
    `SELECT ${EXCHANGE_COLUMNS}, c.prompt, c.response, c.tool_calls, c.latency_ms, c.trace_id FROM chat_logs c
     WHERE c.created_at = $1 AND c.id = $2`,
    [timeOfUuid7(id), id],
  );
  const [exchange] = rows;
  if (!exchange) throw new PermanentJobError(`there is no chat log ${id}`);
  return exchange;
}

async function storeHeuristics(ctx: EvaluateContext, exchange: Exchange): Promise<void> {
  const { settings, evaluator } = heuristicsInForce(ctx);
  const { score, checks } = evaluateHeuristics(
    {
      ...{ text: exchange.response, hasToolCalls: exchange.tool_calls !== null },
      useCase: exchange.use_case,
    },
    settings,
  );
  await inTransaction(ctx.pool, (client) =>
    writeEvaluation(
      client,
      exchange,
      {
        ...{ source: 'heuristics', evaluator, score, failure: null, details: { checks } },
        ...{ judgeModel: null, costUsd: null },
      },
      ctx.clock.nowMs(),
    ),
  );
}

async function judgeExchange(
  ctx: EvaluateContext,
  exchange: Exchange,
  step: JobStep,
): Promise<EvaluationOutcome> {
  const { rubric, model, evaluator } = judgeInForce(ctx);
  if (await isEvaluatedBy(ctx.pool, exchange, 'judge', evaluator)) return 'duplicate';
  const { prompt } = exchange;
  if (prompt === null) throw new PermanentJobError('the text of this exchange is not stored');
  // Jobs that were queued before the budget was used up end here, before anything is paid.
  if (await isJudgeStopped(ctx)) return 'over_budget';
  const timeoutMs = ctx.config.evaluation.judge_timeout_ms;
  const followed = {
    ...{ id: exchange.id, createdAt: exchange.created_at, latencyMs: exchange.latency_ms },
    ...{ model: exchange.model_version, traceId: exchange.trace_id },
  };
  const span = {
    name: 'judge the answer',
    attributes: { 'lrg.job': 'evaluation', 'gen_ai.request.model': model, 'lrg.rubric': rubric.version },
  };
  const judged = await followExchange(ctx, followed, step).run(`judge ${evaluator}`, span, () =>
    judgeAnswer(ctx, rubric.rubric, { prompt, answer: answerOf(exchange) }, { timeoutMs }),
  );
  const evaluation = { ...judgement(judged, rubric.version), evaluator, judgeModel: model };
  return inTransaction(ctx.pool, async (client) => {
    if (!(await writeEvaluation(client, exchange, evaluation, ctx.clock.nowMs()))) return 'duplicate';
    if (evaluation.score !== null) {
      // Only what has a score: a label is there to be compared with it.
      const { double_percentage: twice } = ctx.config.evaluation.labels;
      await client.query(
        `INSERT INTO label_queue (chat_created_at, chat_id, position, wanted) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [
          ...[exchange.created_at, exchange.id, labelPosition(exchange.id, ctx.md5Hex).toString()],
          isLabelledTwice(exchange.id, twice, ctx.md5Hex) ? 2 : 1,
        ],
      );
    }
    return 'judged';
  });
}

/** Tool calls are the answer of a model that says nothing else, as for shadow evaluations. */
function answerOf({ response, tool_calls: toolCalls }: Exchange): string {
  return response === null || (response === '' && toolCalls !== null) ? JSON.stringify(toolCalls) : response;
}

function judgement(
  { score, missingReason, judgement: said, failedRequired, usage }: JudgedAnswer,
  rubricVersion: string,
): Pick<NewEvaluation, 'source' | 'score' | 'failure' | 'details' | 'costUsd'> {
  return {
    source: 'judge',
    score,
    failure: score === null ? (missingReason ?? 'the judge gave no score') : null,
    details: {
      rubric_version: rubricVersion,
      criteria: said?.criteria ?? [],
      failed_required: failedRequired,
      injection_suspected: said?.injection_suspected ?? false,
    },
    costUsd: usage.costUsd,
  };
}
