-- Stretches of time whose rollups have to be computed again, written in the transaction that stored rows there.
CREATE TABLE "rollup_marks" (
  "id" BIGSERIAL NOT NULL,
  "source" TEXT NOT NULL,
  "from_ts" TIMESTAMPTZ(3) NOT NULL,
  "to_ts" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rollup_marks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "rollup_marks_source_from_ts_idx" ON "rollup_marks" ("source", "from_ts");

CREATE TABLE "rollup_values" (
  "dimension" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  CONSTRAINT "rollup_values_pkey" PRIMARY KEY ("dimension", "value")
);

CREATE TABLE "rollup_state" (
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  CONSTRAINT "rollup_state_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "traffic_rollups" (
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" TEXT NOT NULL,
  "use_case" TEXT NOT NULL,
  "variant" TEXT NOT NULL,
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
  CONSTRAINT "traffic_rollups_pkey" PRIMARY KEY ("resolution", "bucket", "model", "prompt_version", "use_case", "variant", "status")
);

CREATE TABLE "shadow_rollups" (
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "prod_model" TEXT NOT NULL,
  "shadow_model" TEXT NOT NULL,
  "judge_model" TEXT NOT NULL,
  "use_case" TEXT NOT NULL,
  "evaluations" BIGINT NOT NULL,
  "scored" BIGINT NOT NULL,
  "prod_sum" DOUBLE PRECISION NOT NULL,
  "prod_squares" DOUBLE PRECISION NOT NULL,
  "shadow_sum" DOUBLE PRECISION NOT NULL,
  "shadow_squares" DOUBLE PRECISION NOT NULL,
  "delta_sum" DOUBLE PRECISION NOT NULL,
  "delta_squares" DOUBLE PRECISION NOT NULL,
  "compared" BIGINT NOT NULL,
  "divergences" BIGINT NOT NULL,
  "shadow_cost_usd" DOUBLE PRECISION NOT NULL,
  "shadow_cost_unknown" BIGINT NOT NULL,
  "judge_cost_usd" DOUBLE PRECISION NOT NULL,
  "judge_cost_unknown" BIGINT NOT NULL,
  CONSTRAINT "shadow_rollups_pkey" PRIMARY KEY ("resolution", "bucket", "prod_model", "shadow_model", "judge_model", "use_case")
);
