-- The minutes of a rollout summed up, so that a long one can be shown without reading each of them: kept with the minutes.
CREATE TABLE "rollout_spans" (
  "rollout_id" UUID NOT NULL,
  "arm" TEXT NOT NULL,
  -- ten_minutes, hour or day
  "resolution" TEXT NOT NULL,
  "start" TIMESTAMPTZ(3) NOT NULL,
  "requests" BIGINT NOT NULL,
  "errors" BIGINT NOT NULL,
  "latency_bins" INTEGER[],
  "latency_counts" BIGINT[],
  "score_count" BIGINT NOT NULL,
  "score_sum" DOUBLE PRECISION NOT NULL,
  "score_squares" DOUBLE PRECISION NOT NULL,
  "feedback_count" BIGINT NOT NULL,
  "feedback_negative" BIGINT NOT NULL,
  "first_error_at" TIMESTAMPTZ(3),
  "first_slow_at" TIMESTAMPTZ(3),
  CONSTRAINT "rollout_spans_pkey" PRIMARY KEY ("rollout_id", "resolution", "arm", "start"),
  CONSTRAINT "rollout_spans_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollouts" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Those of rollouts that there are.
INSERT INTO "rollout_spans" ("rollout_id", "arm", "resolution", "start", "requests", "errors", "latency_bins", "latency_counts",
  "score_count", "score_sum", "score_squares", "feedback_count", "feedback_negative", "first_error_at", "first_slow_at")
WITH "minutes" AS (
  SELECT m.*, r."resolution", date_bin(r."length", m."minute", 'epoch'::timestamptz) AS "start"
  FROM "rollout_minutes" m
       CROSS JOIN (VALUES ('ten_minutes', INTERVAL '10 minutes'), ('hour', INTERVAL '1 hour'), ('day', INTERVAL '1 day')) r ("resolution", "length")),
"sums" AS (
  SELECT "rollout_id", "arm", "resolution", "start", sum("requests") AS "requests", sum("errors") AS "errors",
         sum("score_count") AS "score_count", sum("score_sum" ORDER BY "minute") AS "score_sum",
         sum("score_squares" ORDER BY "minute") AS "score_squares", sum("feedback_count") AS "feedback_count",
         sum("feedback_negative") AS "feedback_negative", min("first_error_at") AS "first_error_at",
         min("first_slow_at") AS "first_slow_at"
  FROM "minutes" GROUP BY 1, 2, 3, 4),
"sketches" AS (
  SELECT "rollout_id", "arm", "resolution", "start", array_agg("bin" ORDER BY "bin") AS "bins", array_agg("n" ORDER BY "bin") AS "counts"
  FROM (SELECT "rollout_id", "arm", "resolution", "start", "bin", sum("n")::bigint AS "n"
        FROM "minutes", unnest("latency_bins", "latency_counts") AS b ("bin", "n") GROUP BY 1, 2, 3, 4, 5) binned
  GROUP BY 1, 2, 3, 4)
SELECT "rollout_id", "arm", "resolution", "start", "requests", "errors", "bins", "counts", "score_count", "score_sum", "score_squares",
       "feedback_count", "feedback_negative", "first_error_at", "first_slow_at"
FROM "sums" LEFT JOIN "sketches" USING ("rollout_id", "arm", "resolution", "start");
