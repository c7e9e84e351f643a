import type { Agreement, AgreementQuery } from '#lib/contracts/agreement.ts';
import { NO_SCORES, type ScoreSums } from '#lib/domain/evaluation/score-sums.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { readRollups } from '../rollups/read-rollups.ts';
import { EVALUATION } from '../rollups/rollup-source.ts';
import { timeRangeOf, type TimeRange } from '../time-range.ts';
import { agreementFigures, type LabelledExchange, type PassCount } from './agreement-figures.ts';

type AgreementContext = Pick<Context, 'pool' | 'config' | 'clock'>;

/**
 * How far the judge and people agree on exchanges that the queue drew, and the judge's mean corrected by their labels. Labels
 * of exchanges that somebody chose are counted and left out: such a choice is no random sample.
 */
export async function getAgreement(ctx: AgreementContext, query: AgreementQuery): Promise<Agreement> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const judges = await judgesOf(ctx, range);
  const evaluator = query.evaluator ?? judges[0]?.evaluator ?? null;
  const passScore = ctx.config.evaluation.labels.pass_score;
  const [judged, labelled, left, passed] =
    evaluator === null
      ? [NO_SCORES, [], { skipped: 0, chosen: 0 }, { passed: 0, of: 0 }]
      : await Promise.all([
          judgedBy(ctx, range, evaluator),
          labelledOf(ctx, range, evaluator),
          leftOut(ctx, range, evaluator),
          passedBy(ctx, range, { evaluator, passScore }),
        ]);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    evaluator,
    evaluators: judges.map(({ evaluator: name, labelled: n }) => ({ evaluator: name, labelled: n })),
    pass_score: passScore,
    counts: {
      // Rollups may lag behind by a moment.
      judged: Math.max(judged.scored, labelled.length),
      labelled: labelled.length,
      labels: labelled.reduce((sum, { labels }) => sum + labels.length, 0),
      people: new Set(labelled.flatMap(({ people }) => people)).size,
      ...left,
    },
    ...agreementFigures(labelled, judged, passed, { passScore, seed: evaluator ?? '' }),
  };
}

/** Every judge with a score in the range, those with most labelled exchanges first, then those that judged most. */
async function judgesOf(ctx: AgreementContext, range: TimeRange) {
  const [all, { rows }] = await Promise.all([
    readRollups(ctx, EVALUATION, { range, where: { source: 'judge' }, groupBy: ['evaluator'] }),
    ctx.pool.query<{ evaluator: string; labelled: number }>(
      `SELECT j.evaluator, count(DISTINCT j.chat_id)::int AS labelled
       FROM evaluations h ${JUDGED} WHERE ${LABELS} AND h.score IS NOT NULL AND ${DRAWN} GROUP BY 1`,
      [range.from, range.to],
    ),
  ]);
  const labelled = new Map(rows.map((row) => [row.evaluator, row.labelled]));
  return all
    .map(({ groups, sums }) => ({
      evaluator: groups.evaluator ?? '',
      labelled: labelled.get(groups.evaluator ?? '') ?? 0,
      judged: sums.scored ?? 0,
    }))
    .sort((a, b) => b.labelled - a.labelled || b.judged - a.judged);
}

const JUDGED = `JOIN evaluations j ON j.chat_created_at = h.chat_created_at AND j.chat_id = h.chat_id
  AND j.source = 'judge' AND j.score IS NOT NULL`;
const LABELS = `h.source = 'human' AND h.chat_created_at >= $1 AND h.chat_created_at <= $2`;
const DRAWN = `h.details->>'origin' = 'queue'`;

async function judgedBy(ctx: AgreementContext, range: TimeRange, evaluator: string): Promise<ScoreSums> {
  const [row] = await readRollups(ctx, EVALUATION, { range, where: { source: 'judge', evaluator } });
  const { evaluations = 0, scored = 0, score_sum: sum = 0, score_squares: squares = 0 } = row?.sums ?? {};
  return { evaluations, scored, sum, squares };
}

/** So many of the judge's newest scores are counted: rollups know their sums, not how many pass. */
const MOST_COUNTED = 20_000;

async function passedBy(
  ctx: AgreementContext,
  range: TimeRange,
  { evaluator, passScore }: { evaluator: string; passScore: number },
): Promise<PassCount> {
  const { rows } = await ctx.pool.query<PassCount>(
    `SELECT count(*) FILTER (WHERE score >= $4::float8 - 1e-9)::int AS passed, count(*)::int AS of
     FROM (SELECT score FROM evaluations
           WHERE source = 'judge' AND chat_created_at >= $1 AND chat_created_at <= $2 AND evaluator = $3
             AND score IS NOT NULL
           ORDER BY chat_created_at DESC, chat_id DESC LIMIT ${MOST_COUNTED}) newest`,
    [range.from, range.to, storableText(evaluator), passScore],
  );
  return rows[0] ?? { passed: 0, of: 0 };
}

async function labelledOf(
  ctx: AgreementContext,
  range: TimeRange,
  evaluator: string,
): Promise<LabelledExchange[]> {
  const { rows } = await ctx.pool.query<LabelledExchange>(
    `SELECT j.score AS judge, array_agg(h.score ORDER BY h.evaluator) AS labels,
            array_agg(h.evaluator ORDER BY h.evaluator) AS people
     FROM evaluations h ${JUDGED} AND j.evaluator = $3
     WHERE ${LABELS} AND h.score IS NOT NULL AND ${DRAWN}
     GROUP BY j.chat_created_at, j.chat_id, j.score ORDER BY j.chat_created_at, j.chat_id`,
    [range.from, range.to, storableText(evaluator)],
  );
  return rows;
}

async function leftOut(ctx: AgreementContext, range: TimeRange, evaluator: string) {
  const { rows } = await ctx.pool.query<{ skipped: number; chosen: number }>(
    `SELECT count(*) FILTER (WHERE h.score IS NULL AND ${DRAWN})::int AS skipped,
            count(*) FILTER (WHERE h.score IS NOT NULL AND NOT ${DRAWN})::int AS chosen
     FROM evaluations h ${JUDGED} AND j.evaluator = $3 WHERE ${LABELS}`,
    [range.from, range.to, storableText(evaluator)],
  );
  return rows[0] ?? { skipped: 0, chosen: 0 };
}
