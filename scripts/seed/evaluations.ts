import type { Queries } from './chat-logs.ts';
import { side, type SeedCriterion } from './shadow-evals.ts';

/** What served answers were evaluated with. Shares are percentages of all exchanges, as the configuration has them. */
export interface SeedEvaluating {
  heuristics: string;
  judge: string;
  judgeModel: string;
  rubricVersion: string;
  criteria: readonly SeedCriterion[];
  samplePercentage: number;
  judgePercentage: number;
  doublePercentage: number;
}

export interface EvaluationCounts {
  evaluations: number;
  labels: number;
}

/** People have labelled so much of the queue, from its front. */
const LABELLED_SHARE = 0.02;
const PEOPLE = ['seeded-ada', 'seeded-bob', 'seeded-eve'];
/** Answers that are longer say the same thirty times. */
const REPEATING_CHARACTERS = 1_500;

/** Hundredths of a percent, by the hash that the product samples by (lib/domain/sampling/bucket.ts). */
const bucketSql = (salt: string, id: string) =>
  `(('x00000000' || substr(md5('${salt}:' || ${id}), 1, 8))::bit(64)::bigint % 10000)`;
const hashSql = (n: number) => `hashtextextended(id::text, ${n}) & 9223372036854775807 AS h${n}`;
const check = (name: string, outcome: string, finding: string) =>
  `jsonb_build_object('check', '${name}', 'outcome', ${outcome}, 'finding', ${finding})`;

const COLUMNS = `chat_created_at, chat_id, source, evaluator, score, failure, details, judge_model, cost_usd,
  model_version, prompt_version, use_case, variant, rollout_id, created_at, updated_at`;
const OF_EXCHANGE = 'model_version, prompt_version, use_case, variant, rollout_id';

const CHOSEN = (salt: string, hashes: readonly number[]) => `
  (SELECT ${['c.*', ...hashes.map(hashSql)].join(', ')} FROM chat_logs c
   WHERE created_at >= $1 AND created_at < $2 AND status = 'ok' AND metadata ->> 'seeded' = 'true'
     AND ${bucketSql(salt, 'id')} < $3::float8 * 100 OFFSET 0)`;

const RULES = `
  INSERT INTO evaluations (${COLUMNS})
  SELECT created_at, id, 'heuristics', $4, CASE WHEN is_repeating THEN 0.75 ELSE 1 END, NULL,
         jsonb_build_object('checks', jsonb_build_array(
           ${check('empty', `'passed'`, `'The answer has text.'`)},
           ${check('length', `'passed'`, `'The answer has ' || length(response) || ' characters.'`)},
           ${check('language', `'not_applicable'`, `'Any language is allowed.'`)},
           ${check('refusal', `'passed'`, `'The answer does not begin like a refusal.'`)},
           ${check('repetition', `CASE WHEN is_repeating THEN 'failed' ELSE 'passed' END`, `'seeded'`)},
           ${check('keywords', `'not_applicable'`, `'There are no rules about words.'`)})),
         NULL, NULL, ${OF_EXCHANGE}, created_at + interval '20 seconds', created_at + interval '20 seconds'
  FROM (SELECT *, length(response) > ${REPEATING_CHARACTERS} AS is_repeating FROM ${CHOSEN('evaluate', [])} c) seen
  ORDER BY created_at ON CONFLICT DO NOTHING`;

const JUDGE = (criteria: readonly SeedCriterion[]) => `
  INSERT INTO evaluations (${COLUMNS})
  SELECT created_at, id, 'judge', $4, CASE WHEN NOT is_missing THEN given_score END,
         CASE WHEN is_missing THEN 'the reply is not JSON' END,
         jsonb_build_object('rubric_version', $5::text, 'failed_required', '[]'::jsonb, 'injection_suspected', false,
           'criteria', CASE WHEN is_missing THEN '[]'::jsonb ELSE given_judgement -> 'criteria' END),
         $6, 0.0009, ${OF_EXCHANGE}, created_at + interval '25 seconds', created_at + interval '25 seconds'
  FROM (SELECT *, (h1 & 127) = 0 AS is_missing, ${side(criteria, 'h4', '4.15', 'given')}
        FROM ${CHOSEN('evaluate', [1, 4])} c OFFSET 0) judged
  ORDER BY created_at ON CONFLICT DO NOTHING`;

const QUEUE = `
  INSERT INTO label_queue (chat_created_at, chat_id, position, wanted)
  SELECT chat_created_at, chat_id, (('x' || substr(md5('label:' || chat_id), 1, 16))::bit(64) >> 1)::bigint,
         CASE WHEN ${bucketSql('label-twice', 'chat_id')} < $4::float8 * 100 THEN 2 ELSE 1 END
  FROM evaluations WHERE source = 'judge' AND evaluator = $3 AND score IS NOT NULL
    AND chat_created_at >= $1 AND chat_created_at < $2 ON CONFLICT DO NOTHING`;

/** A label is the judge's score in points, one more or less for half of them. */
const LABELS = `
  WITH asked AS (
    SELECT q.chat_created_at, q.chat_id, person, ($3::text[])[1 + (q.position + person) % array_length($3::text[], 1)] AS name
    FROM label_queue q, generate_series(1, q.wanted) AS person
    WHERE q.chat_created_at >= $1 AND q.chat_created_at < $2
      AND q.position < (9223372036854775807 * ${LABELLED_SHARE}::numeric)::bigint
  ), claimed AS (
    INSERT INTO label_claims (chat_created_at, chat_id, user_id, claimed_at, claimed_until)
    SELECT chat_created_at, chat_id, name, chat_created_at + interval '2 hours', chat_created_at + interval '2 hours' FROM asked
    ON CONFLICT DO NOTHING
  ), counted AS (
    UPDATE label_queue q SET labels = q.wanted FROM asked a
    WHERE q.chat_created_at = a.chat_created_at AND q.chat_id = a.chat_id AND a.person = 1
  )
  INSERT INTO evaluations (${COLUMNS})
  SELECT chat_created_at, chat_id, 'human', name, points / 5.0, NULL,
         jsonb_build_object('kind', 'points', 'points', points, 'verdict', NULL, 'criteria', '[]'::jsonb,
           'comment', NULL, 'rubric_version', $5::text, 'origin', 'queue'),
         NULL, NULL, ${OF_EXCHANGE}, chat_created_at + interval '2 hours', chat_created_at + interval '2 hours'
  FROM (SELECT e.*, a.name, greatest(0, least(5, round(e.score * 5)
                 + (ARRAY[-1, 0, 0, 1])[1 + (hashtextextended(e.chat_id::text, a.person) & 3)]))::int AS points
        FROM asked a JOIN evaluations e
          ON e.chat_created_at = a.chat_created_at AND e.chat_id = a.chat_id AND e.source = 'judge' AND e.evaluator = $4
        WHERE e.score IS NOT NULL OFFSET 0) labelled
  ON CONFLICT DO NOTHING`;

/** Stores what rules, the judge and people found out about the seeded exchanges of a stretch of time. */
export async function insertEvaluations(
  db: Queries,
  evaluating: SeedEvaluating,
  from: Date,
  to: Date,
): Promise<EvaluationCounts> {
  const { heuristics, judge, judgeModel, rubricVersion, criteria } = evaluating;
  // The judged ones are among the sampled ones.
  const sampled = Math.max(evaluating.samplePercentage, evaluating.judgePercentage);
  const rules = await db.query(RULES, [from, to, sampled, heuristics]);
  const judged = await db.query(JUDGE(criteria), [
    ...[from, to, evaluating.judgePercentage, judge, rubricVersion, judgeModel],
  ]);
  await db.query(QUEUE, [from, to, judge, evaluating.doublePercentage]);
  const labels = await db.query(LABELS, [from, to, PEOPLE, judge, rubricVersion]);
  return {
    evaluations: (rules.rowCount ?? 0) + (judged.rowCount ?? 0),
    labels: labels.rowCount ?? 0,
  };
}
