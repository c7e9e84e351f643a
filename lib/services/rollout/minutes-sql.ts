import { BIN_SQL } from '../rollups/rollup-source.ts';

/**
 * What each side of a rollout (`$1`) did in each minute, from a minute (`$2`) on, of the raw rows: the columns of
 * `rollout_minutes` but the rollout's, to the last digit the same each time. Requests that their caller gave up are left out. An answer that several judges scored
 * has the score of the latest. `$3` is the latency, in milliseconds, above which a request is slow; null where none is.
 */
export const RAW_MINUTES = `
  WITH logs AS (
    SELECT created_at, id, date_trunc('minute', created_at, 'UTC') AS minute,
           CASE WHEN variant = 'canary' THEN 'canary' ELSE 'control' END AS arm, status, latency_ms
    FROM chat_logs WHERE rollout_id = $1::uuid AND created_at >= $2::timestamptz AND status <> 'aborted'),
  totals AS (
    SELECT arm, minute, count(*) AS requests, count(*) FILTER (WHERE status <> 'ok') AS errors,
           min(created_at) FILTER (WHERE status <> 'ok') AS first_error_at,
           min(created_at) FILTER (WHERE status = 'ok' AND latency_ms > $3::float8) AS first_slow_at
    FROM logs GROUP BY 1, 2),
  sketches AS (
    SELECT arm, minute, array_agg(bin ORDER BY bin) AS latency_bins, array_agg(n ORDER BY bin) AS latency_counts
    FROM (SELECT arm, minute, ${BIN_SQL('latency_ms')} AS bin, count(*) AS n
          FROM logs WHERE status = 'ok' GROUP BY 1, 2, 3) binned
    GROUP BY 1, 2),
  scores AS (
    SELECT arm, minute, count(*) AS score_count, sum(score ORDER BY created_at, id) AS score_sum,
           sum(score * score ORDER BY created_at, id) AS score_squares
    FROM (SELECT DISTINCT ON (logs.created_at, logs.id) logs.created_at, logs.id, arm, minute, score
          FROM logs JOIN evaluations e ON e.chat_created_at = logs.created_at AND e.chat_id = logs.id
          WHERE e.rollout_id = $1::uuid AND e.chat_created_at >= $2::timestamptz
            AND e.source = 'judge' AND e.score IS NOT NULL
          ORDER BY logs.created_at, logs.id, e.created_at DESC, e.evaluator) judged
    GROUP BY 1, 2),
  opinions AS (
    SELECT arm, minute, count(*) AS feedback_count, count(*) FILTER (WHERE f.rating = 'down') AS feedback_negative
    FROM logs JOIN feedback f ON f.chat_created_at = logs.created_at AND f.chat_id = logs.id
    WHERE f.chat_created_at >= $2::timestamptz
    GROUP BY 1, 2)
  SELECT arm, minute, requests, errors, latency_bins, latency_counts,
         coalesce(score_count, 0) AS score_count, coalesce(score_sum, 0) AS score_sum,
         coalesce(score_squares, 0) AS score_squares, coalesce(feedback_count, 0) AS feedback_count,
         coalesce(feedback_negative, 0) AS feedback_negative, first_error_at, first_slow_at
  FROM totals LEFT JOIN sketches USING (arm, minute) LEFT JOIN scores USING (arm, minute)
       LEFT JOIN opinions USING (arm, minute)`;

/** What is known of a side in a minute, or in a longer span. */
export const FIGURE_COLUMNS = `arm, requests, errors, latency_bins, latency_counts, score_count, score_sum,
  score_squares, feedback_count, feedback_negative, first_error_at, first_slow_at`;

export const MINUTE_COLUMNS = `minute, ${FIGURE_COLUMNS}`;

/** Coarser than minutes, each summed up from the one before it. */
const RESOLUTIONS = [
  { name: 'ten_minutes', length: '10 minutes', from: `rollout_minutes`, time: 'minute', where: 'true' },
  ...[
    { name: 'hour', length: '1 hour', of: 'ten_minutes' },
    { name: 'day', length: '1 day', of: 'hour' },
  ].map(({ of, ...each }) => ({
    ...each,
    ...{ from: 'rollout_spans', time: 'start', where: `resolution = '${of}'` },
  })),
];

/**
 * Puts the sums of a rollout's (`$1`) minutes in the place of those that there are, from the span of a time (`$2`) on. To be
 * run one after the other.
 */
export const SUM_UP = RESOLUTIONS.flatMap(({ name, length, from, time, where }) => {
  const begin = (of: string) => `date_bin('${length}', ${of}, 'epoch'::timestamptz)`;
  const fresh = `rollout_id = $1::uuid AND ${where} AND ${time} >= ${begin('$2::timestamptz')}`;
  return [
    `DELETE FROM rollout_spans
     WHERE rollout_id = $1::uuid AND resolution = '${name}' AND start >= ${begin('$2::timestamptz')}`,
    `INSERT INTO rollout_spans (rollout_id, resolution, start, ${FIGURE_COLUMNS})
     WITH sums AS (
       SELECT arm, ${begin(time)} AS start, sum(requests) AS requests, sum(errors) AS errors,
              sum(score_count) AS score_count, sum(score_sum ORDER BY ${time}) AS score_sum,
              sum(score_squares ORDER BY ${time}) AS score_squares, sum(feedback_count) AS feedback_count,
              sum(feedback_negative) AS feedback_negative, min(first_error_at) AS first_error_at,
              min(first_slow_at) AS first_slow_at
       FROM ${from} WHERE ${fresh} GROUP BY 1, 2),
     sketches AS (
       SELECT arm, start, array_agg(bin ORDER BY bin) AS latency_bins, array_agg(n ORDER BY bin) AS latency_counts
       FROM (SELECT arm, ${begin(time)} AS start, bin, sum(n)::bigint AS n
             FROM ${from}, unnest(latency_bins, latency_counts) AS b (bin, n) WHERE ${fresh} GROUP BY 1, 2, 3) binned
       GROUP BY 1, 2)
     SELECT $1::uuid, '${name}', start, ${FIGURE_COLUMNS} FROM sums LEFT JOIN sketches USING (arm, start)`,
  ];
});

/** Different sessions (else users, else requests) of either side of a rollout (`$1`) since a time (`$2`). */
export const COUNT_UNITS = `
  SELECT count(DISTINCT unit) FILTER (WHERE variant = 'canary')::int AS canary,
         count(DISTINCT unit) FILTER (WHERE variant <> 'canary')::int AS control
  FROM (SELECT variant, coalesce('s ' || session_id, 'u ' || user_id, 'r ' || id::text) AS unit
        FROM chat_logs WHERE rollout_id = $1::uuid AND created_at >= $2::timestamptz) units`;
