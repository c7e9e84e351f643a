CREATE TABLE "golden_examples" (
  "hash" TEXT NOT NULL,
  "example_id" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "group_name" TEXT,
  "source" TEXT NOT NULL,
  "prompt" TEXT NOT NULL,
  "reference_response" TEXT NOT NULL,
  CONSTRAINT "golden_examples_pkey" PRIMARY KEY ("hash")
);

CREATE TABLE "runs" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  "model" TEXT NOT NULL,
  "is_simulated" BOOLEAN NOT NULL,
  "prompt_version" TEXT,
  "repeats" INTEGER NOT NULL,
  "examples" INTEGER NOT NULL,
  "quality" TEXT,
  "reasons" JSONB NOT NULL,
  "overall" DOUBLE PRECISION,
  "required_failed" INTEGER,
  "cost_usd" DOUBLE PRECISION,
  "judge_cost_usd" DOUBLE PRECISION,
  "signature_hash" TEXT,
  "signature" JSONB,
  "dataset_hash" TEXT,
  "dataset" JSONB,
  "params" JSONB NOT NULL,
  "tags" JSONB NOT NULL,
  "metrics" JSONB NOT NULL,
  "usage" JSONB,
  "canaries" JSONB NOT NULL,
  "progress" JSONB,
  "error" TEXT,
  "content_hash" TEXT,
  CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "runs_created_at_id_idx" ON "runs" ("created_at", "id");
CREATE INDEX "runs_overall_id_idx" ON "runs" ("overall", "id");
CREATE INDEX "runs_model_id_idx" ON "runs" ("model", "id");

CREATE TABLE "run_promotions" (
  "id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "promoted_at" TIMESTAMPTZ(3) NOT NULL,
  "promoted_by" TEXT NOT NULL,
  CONSTRAINT "run_promotions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "run_promotions_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE RESTRICT
);
CREATE INDEX "run_promotions_promoted_at_id_idx" ON "run_promotions" ("promoted_at", "id");
CREATE INDEX "run_promotions_run_id_idx" ON "run_promotions" ("run_id");

CREATE TABLE "run_steps" (
  "run_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3) NOT NULL,
  "params" JSONB NOT NULL,
  "metrics" JSONB NOT NULL,
  CONSTRAINT "run_steps_pkey" PRIMARY KEY ("run_id", "position"),
  CONSTRAINT "run_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
);

CREATE TABLE "run_categories" (
  "run_id" UUID NOT NULL,
  "category" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "weight" DOUBLE PRECISION,
  "checks" INTEGER NOT NULL,
  "passed" INTEGER NOT NULL,
  "required" INTEGER NOT NULL,
  "required_failed" INTEGER NOT NULL,
  CONSTRAINT "run_categories_pkey" PRIMARY KEY ("run_id", "category"),
  CONSTRAINT "run_categories_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
);

CREATE TABLE "run_scores" (
  "run_id" UUID NOT NULL,
  "category" TEXT NOT NULL,
  "metric" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "missing" INTEGER NOT NULL,
  "mean" DOUBLE PRECISION,
  "sd" DOUBLE PRECISION,
  CONSTRAINT "run_scores_pkey" PRIMARY KEY ("run_id", "category", "metric"),
  CONSTRAINT "run_scores_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
);

CREATE TABLE "run_examples" (
  "run_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "example_id" TEXT NOT NULL,
  "example_hash" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "composite" DOUBLE PRECISION,
  "embedding" DOUBLE PRECISION,
  "rouge_l" DOUBLE PRECISION,
  "judge_score" DOUBLE PRECISION,
  "required_checks_passed" BOOLEAN,
  "latency_ms" DOUBLE PRECISION,
  "cost_usd" DOUBLE PRECISION,
  "has_missing" BOOLEAN NOT NULL,
  "has_error" BOOLEAN NOT NULL,
  CONSTRAINT "run_examples_pkey" PRIMARY KEY ("run_id", "position"),
  CONSTRAINT "run_examples_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE,
  CONSTRAINT "run_examples_example_hash_fkey" FOREIGN KEY ("example_hash") REFERENCES "golden_examples" ("hash") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "run_examples_run_id_example_id_key" ON "run_examples" ("run_id", "example_id");

CREATE TABLE "run_answers" (
  "run_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "repeat" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "answer" TEXT,
  "error" TEXT,
  "finish_reason" TEXT,
  "composite" DOUBLE PRECISION,
  "embedding_score" DOUBLE PRECISION,
  "rouge_l_score" DOUBLE PRECISION,
  "judge_score" DOUBLE PRECISION,
  "embedding" JSONB,
  "rouge_l" JSONB,
  "checks" JSONB NOT NULL,
  "judge" JSONB NOT NULL,
  "missing" JSONB NOT NULL,
  "latency_ms" DOUBLE PRECISION,
  "input_tokens" INTEGER,
  "cached_input_tokens" INTEGER,
  "output_tokens" INTEGER,
  "cost_usd" DOUBLE PRECISION,
  "judge_cost_usd" DOUBLE PRECISION,
  "is_cached" BOOLEAN NOT NULL,
  CONSTRAINT "run_answers_pkey" PRIMARY KEY ("run_id", "position", "repeat"),
  CONSTRAINT "run_answers_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
);

CREATE TABLE "run_artifacts" (
  "run_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "media_type" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "content" BYTEA NOT NULL,
  CONSTRAINT "run_artifacts_pkey" PRIMARY KEY ("run_id", "name"),
  CONSTRAINT "run_artifacts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
);
