-- What makes panels quick over ten million exchanges.

-- What failures have in common, worked out once when they are stored: the error with ids and numbers replaced, at most
-- 200 characters.
ALTER TABLE "chat_logs" ADD COLUMN "error_pattern" TEXT GENERATED ALWAYS AS (
  CASE WHEN "status" <> 'ok' THEN left(
    regexp_replace(
      regexp_replace(left(coalesce("error", ''), 400),
        '\m[0-9a-z_-]*[0-9][0-9a-z_-]{11,}\M|\m[0-9a-f]{12,}\M', '‹id›', 'gi'),
      '[0-9]+([.,:][0-9]+)*', '‹n›', 'g'),
    200) END) STORED;
-- Failure patterns are counted from this index alone.
DROP INDEX "chat_logs_failure_idx";
CREATE INDEX "chat_logs_failure_idx" ON "chat_logs" ("created_at", "id") INCLUDE ("status", "http_status", "error_pattern") WHERE "status" <> 'ok';
CREATE INDEX "chat_logs_prompt_version_idx" ON "chat_logs" (left("prompt_version", 64), "created_at", "id") WHERE "prompt_version" IS NOT NULL;

-- Traffic rollups summed up over all dimensions but one (and the status), for what charts ask most: nothing but a stretch
-- of time, split by or narrowed down to one of them. The dimension 'none' has the value ''. The resolution 'quarter' has
-- six hours, which is what a chart of a month has buckets of.
CREATE TABLE "traffic_totals" (
  "dimension" TEXT NOT NULL,
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "value" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "requests" BIGINT NOT NULL,
  "sampled" BIGINT NOT NULL,
  "input_tokens" BIGINT NOT NULL,
  "cached_input_tokens" BIGINT NOT NULL,
  "output_tokens" BIGINT NOT NULL,
  "tokens_unknown" BIGINT NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "cost_unknown" BIGINT NOT NULL,
  "latency_sum_ms" DOUBLE PRECISION NOT NULL,
  "latency_bins" INTEGER[],
  "latency_counts" BIGINT[],
  CONSTRAINT "traffic_totals_pkey" PRIMARY KEY ("dimension", "resolution", "bucket", "value", "status")
);

-- Scores of served answers by what served them; of several evaluations of one answer the latest counts.
CREATE TABLE "quality_rollups" (
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" TEXT NOT NULL,
  "use_case" TEXT NOT NULL,
  "variant" TEXT NOT NULL,
  "scored" BIGINT NOT NULL,
  "score_sum" DOUBLE PRECISION NOT NULL,
  "score_squares" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "quality_rollups_pkey" PRIMARY KEY ("resolution", "bucket", "model", "prompt_version", "use_case", "variant")
);

-- Both are computed by the job that keeps rollups, for all hours that there are.
INSERT INTO "rollup_marks" ("source", "from_ts", "to_ts")
SELECT 'traffic', "bucket", "bucket" + interval '1 hour' FROM "traffic_rollups" WHERE "resolution" = 'hour' GROUP BY 1, 2, 3
UNION ALL
SELECT 'quality', "bucket", "bucket" + interval '1 hour' FROM "shadow_rollups" WHERE "resolution" = 'hour' GROUP BY 1, 2, 3;

-- Series and decisions read a candidate's scores from this index alone.
CREATE INDEX "shadow_evals_scores_idx" ON "shadow_evals" ("shadow_model", "ts", "id") INCLUDE ("judge_model", "rubric_version", "prod_score", "shadow_score", "delta", "similarity");

-- Text search by trigrams, wherever the extension can be had. A table that is large already is left alone: making the index
-- takes minutes, in which nothing could be stored (docs/scale.md says how to make it without that).
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    EXCEPTION WHEN OTHERS THEN
      RAISE NOTICE 'pg_trgm can not be installed: text search looks through the rows';
    END;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')
     AND (SELECT reltuples FROM pg_class WHERE oid = 'chat_logs'::regclass) < 1000000 THEN
    EXECUTE 'CREATE INDEX IF NOT EXISTS "chat_logs_text_idx" ON "chat_logs" USING gin ("prompt" gin_trgm_ops, "response" gin_trgm_ops, "error" gin_trgm_ops)';
  END IF;
END $$;
