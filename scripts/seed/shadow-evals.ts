import type { Queries } from './chat-logs.ts';

export interface SeedCriterion {
  id: string;
  weight: number;
}

/** What the seeded evaluations were made with. */
export interface SeedJudging {
  /** Labels: of the candidate now, and of the one before. */
  candidate: string;
  earlierCandidate: string;
  /** The current candidate came at this time. */
  candidateSince: Date;
  judge: string;
  rubricVersion: string;
  criteria: readonly SeedCriterion[];
  sentences: readonly string[];
}

/** A criterion's score from 0 to 5: by a hash's four bits, around what the side is worth. */
const scoreSql = (hash: string, part: number, worth: string) =>
  `greatest(0, least(5, round(${worth} + ((((${hash} >> ${part * 8}) & 255) + ((${hash} >> ${part * 8 + 32}) & 255)) / 255.0 - 1) * 2.2)))::int`;

/** A judge's score and judgement of one answer, as columns named after it. */
export function side(criteria: readonly SeedCriterion[], hash: string, worth: string, name: string) {
  const scores = criteria.map((_, index) => scoreSql(hash, index % 4, worth));
  const weights = criteria.map(({ weight }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0) * 5;
  const items = criteria.map(
    ({ id }, index) =>
      `jsonb_build_object('id', '${id}', 'evidence', 'seeded', 'score', ${scores[index] ?? '0'}, 'not_applicable', false)`,
  );
  return [
    `(${scores.map((score, index) => `${score} * ${weights[index] ?? 0}::float8`).join(' + ')}) / ${total} AS ${name}_score`,
    `jsonb_build_object('criteria', jsonb_build_array(${items.join(', ')}), 'injection_suspected', false) AS ${name}_judgement`,
  ].join(', ');
}

/** Stores the evaluation of every sampled exchange of a stretch of time. Returns how many. */
export async function insertShadowEvals(
  db: Queries,
  judging: SeedJudging,
  from: Date,
  to: Date,
): Promise<number> {
  const { criteria } = judging;
  const { rowCount } = await db.query(
    `INSERT INTO shadow_evals (
       id, ts, chat_log_id, prompt_hash, prod_model, shadow_model, prod_score, shadow_score, delta, similarity, status,
       missing_reason, judge_model, rubric_version, prod_judgement, shadow_judgement, prompt, prod_response,
       shadow_response, shadow_latency_ms, shadow_cost_usd, judge_cost_usd, evaluated_at)
     SELECT (substr(replace(id::text, '-', ''), 1, 12) || '7' || substr(m, 1, 3) || 'b' || substr(m, 4, 15))::uuid,
            created_at, id, prompt_hash, model_version, candidate,
            prod_score, CASE WHEN NOT is_missing THEN shadow_score END,
            CASE WHEN NOT is_missing THEN shadow_score - prod_score END,
            similarity, CASE WHEN is_missing THEN 'missing' ELSE 'scored' END,
            CASE WHEN is_missing THEN 'candidate: the reply is not JSON' END, $6, $7,
            prod_judgement, CASE WHEN NOT is_missing THEN shadow_judgement END, prompt, response,
            left(response, length(response) * 2 / 3) || ' ' || ($8::text[])[1 + h1 % array_length($8::text[], 1)],
            latency_ms * 0.7, 0.00008 + 0.0000002 * length(response), 0.0009, created_at + interval '25 seconds'
     FROM (SELECT *, md5(id::text || candidate) AS m, (h1 & 127) = 0 AS is_missing,
                  0.15 + 0.8 * ((h1 >> 40) & 1023) / 1023.0 AS similarity,
                  ${side(criteria, 'h2', '4.15', 'prod')}, ${side(criteria, 'h3', '4.1', 'shadow')}
           FROM (SELECT c.*, CASE WHEN created_at >= $3 THEN $4::text ELSE $5::text END AS candidate,
                        hashtextextended(id::text, 1) & 9223372036854775807 AS h1,
                        hashtextextended(id::text, 2) & 9223372036854775807 AS h2,
                        hashtextextended(id::text, 3) & 9223372036854775807 AS h3
                 FROM chat_logs c
                 WHERE created_at >= $1 AND created_at < $2 AND is_sampled AND metadata ->> 'seeded' = 'true'
                 OFFSET 0) AS hashed
           OFFSET 0) AS judged
     ORDER BY created_at`,
    [
      ...[from, to, judging.candidateSince, judging.candidate, judging.earlierCandidate],
      ...[judging.judge, judging.rubricVersion, judging.sentences],
    ],
  );
  return rowCount ?? 0;
}
