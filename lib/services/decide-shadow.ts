import type { DecisionPoint, ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { finalDecision } from '#lib/domain/sequential/final-decision.ts';
import { pathPoint, type PathPoint } from '#lib/domain/sequential/shadow-path.ts';
import { advanceProcess, NEW_PROCESS, type ShadowProcess } from '#lib/domain/sequential/shadow-process.ts';
import { streamReport } from '#lib/domain/sequential/shadow-report.ts';
import { strataReports } from '#lib/domain/sequential/shadow-strata.ts';
import type { Context } from './context.ts';
import {
  judging,
  processQuestion,
  processSettings,
  type ProcessQuestion,
} from './shadow-process/process-question.ts';
import { readProcess } from './shadow-process/process-record.ts';
import { countLate, readEvaluations, readPending } from './shadow-process/read-evaluations.ts';

type DecideContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

const DAY_MS = 24 * 60 * 60_000;
const MOST_MODELS = 10;
/** Of an hour, usually; a process that is further behind shows what it has. */
const MOST_UNSTORED = 5_000;

/**
 * Whether the candidate may replace production: both bets, the confidence sequence, divergence and use cases. The stored
 * state goes on with what was settled since, in the order of the requests. The same exchanges give the same decision in
 * whatever order their jobs ended, and another candidate, judge or rubric begins anew.
 */
export async function decideShadow(ctx: DecideContext): Promise<ShadowDecision> {
  const { promotion } = ctx.config.shadow;
  const question = processQuestion(ctx);
  const settings = processSettings(ctx.config);
  const { process, ...found } = question ? await followUp(ctx, question) : NOTHING;
  const { judge, rubric } = judging(ctx);
  const overall = streamReport(process.stream, settings);
  const strata = strataReports(process.strata, settings);
  const divergence = divergenceOf(process);
  const windowDays = windowOf(process);
  return {
    candidate_model: question?.candidate ?? null,
    judge_model: judge,
    rubric_version: rubric,
    production_models: [...process.productionModels]
      .sort((a, b) => b.exchanges - a.exchanges || (a.model < b.model ? -1 : 1))
      .slice(0, MOST_MODELS),
    ...finalDecision(
      overall,
      { windowDays, divergenceRate: divergence.rate, strata },
      { minWindowDays: promotion.min_window_days, maxDivergenceRate: promotion.max_divergence_rate },
    ),
    settings: {
      margin: settings.margin,
      alpha: settings.alpha,
      min_samples: settings.minSamples,
      max_samples: settings.maxSamples,
      min_window_days: promotion.min_window_days,
      divergence_similarity: promotion.divergence_similarity,
      max_divergence_rate: promotion.max_divergence_rate,
      session_gap_minutes: promotion.session_gap_minutes,
    },
    first_ts: isoOf(process.firstMs),
    last_ts: isoOf(process.lastMs),
    window_days: windowDays,
    exchanges: process.exchanges,
    missing: process.missing,
    ...found,
    divergence,
    overall,
    strata: strata.map(({ name, report }) => ({ use_case: name, report })),
    series: seriesOf(process),
  };
}

interface Found extends Pick<ShadowDecision, 'pending' | 'late' | 'catching_up'> {
  process: ShadowProcess;
}

const NOTHING: Found = { process: NEW_PROCESS, pending: 0, late: 0, catching_up: null };

/** What is stored, and what was settled since; nothing of it is stored here. */
async function followUp({ pool, clock }: DecideContext, question: ProcessQuestion): Promise<Found> {
  const { pending, settledUntilMs } = await readPending(pool, clock.nowMs());
  const [stored, late] = await Promise.all([readProcess(pool, question), countLate(pool, question)]);
  const { evaluations, place, isCut } = await readEvaluations(
    ...[pool, question, stored.place, settledUntilMs, MOST_UNSTORED],
  );
  return {
    process: advanceProcess(stored.state, evaluations, place.untilMs, question.settings),
    pending,
    late,
    catching_up: isCut
      ? {
          until: new Date(place.untilMs).toISOString(),
          evaluations: stored.evaluations + evaluations.length,
          backlog: stored.backlog,
        }
      : null,
  };
}

/** The path, and where it ends. */
function seriesOf({ path, stream, lastObservedMs }: ShadowProcess): DecisionPoint[] {
  const isAtEnd = lastObservedMs === null || path.points.at(-1)?.n === stream.decision.n;
  return (isAtEnd ? path.points : [...path.points, pathPoint(stream, lastObservedMs)]).map(decisionPoint);
}

function decisionPoint({ n, atMs, meanDelta, low, high, ...wealth }: PathPoint): DecisionPoint {
  return {
    ...{ n, ts: new Date(atMs).toISOString(), mean_delta: meanDelta, low, high },
    promote_log_wealth: wealth.promoteLogWealth,
    roll_back_log_wealth: wealth.rollBackLogWealth,
  };
}

function divergenceOf({ compared, diverging }: ShadowProcess): ShadowDecision['divergence'] {
  return { compared, diverging, rate: compared === 0 ? null : diverging / compared };
}

function windowOf({ firstMs, lastMs }: ShadowProcess): number {
  return firstMs === null || lastMs === null ? 0 : (lastMs - firstMs) / DAY_MS;
}

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
