-- What was found out about exchanges: by rules, by the judge, by people. Its time is the exchange's, so that evaluations
-- are found by stretches of time like the exchanges themselves; no foreign key, as raw rows are deleted by age. What
-- summaries split by is copied from the exchange, which never changes.
CREATE TABLE "evaluations" (
  "chat_created_at" TIMESTAMPTZ(3) NOT NULL,
  "chat_id" UUID NOT NULL,
  "source" TEXT NOT NULL CHECK ("source" IN ('heuristics', 'judge', 'human')),
  -- Version of the rules; judge and rubric; id of the person or key.
  "evaluator" TEXT NOT NULL,
  "score" DOUBLE PRECISION CHECK ("score" >= 0 AND "score" <= 1),
  -- Why there is no score: missing is never 0.
  "failure" TEXT,
  "details" JSONB NOT NULL,
  "judge_model" TEXT,
  "cost_usd" DOUBLE PRECISION,
  "model_version" TEXT NOT NULL,
  "prompt_version" TEXT,
  "use_case" TEXT,
  "variant" TEXT NOT NULL,
  "rollout_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "evaluations_pkey" PRIMARY KEY ("chat_created_at", "chat_id", "source", "evaluator"),
  CONSTRAINT "evaluations_score_or_failure" CHECK (("score" IS NULL) = ("failure" IS NOT NULL))
);
CREATE INDEX "evaluations_source_idx" ON "evaluations" ("source", "chat_created_at", "chat_id");
CREATE INDEX "evaluations_rollout_idx" ON "evaluations" ("rollout_id", "chat_created_at") WHERE "rollout_id" IS NOT NULL;

-- Judged exchanges that people may label. The order is a hash of the exchange's id and of nothing else, so that at any
-- time those that are labelled are a random sample of those that are judged.
CREATE TABLE "label_queue" (
  "chat_created_at" TIMESTAMPTZ(3) NOT NULL,
  "chat_id" UUID NOT NULL,
  "position" BIGINT NOT NULL,
  -- How many different people are asked for a label, and how many have given one.
  "wanted" INTEGER NOT NULL,
  "labels" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "label_queue_pkey" PRIMARY KEY ("chat_created_at", "chat_id")
);
CREATE INDEX "label_queue_waiting_idx" ON "label_queue" ("position", "chat_id") WHERE "labels" < "wanted";

-- Who was shown what by the queue, and until when it is kept for him. A row stays: it tells labels of the queue from
-- labels of exchanges that somebody chose, which are no random sample.
CREATE TABLE "label_claims" (
  "chat_created_at" TIMESTAMPTZ(3) NOT NULL,
  "chat_id" UUID NOT NULL,
  "user_id" TEXT NOT NULL,
  "claimed_at" TIMESTAMPTZ(3) NOT NULL,
  "claimed_until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "label_claims_pkey" PRIMARY KEY ("chat_created_at", "chat_id", "user_id")
);
CREATE INDEX "label_claims_user_idx" ON "label_claims" ("user_id", "claimed_until");

CREATE TABLE "evaluation_rollups" (
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "source" TEXT NOT NULL,
  "evaluator" TEXT NOT NULL,
  "judge_model" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" TEXT NOT NULL,
  "use_case" TEXT NOT NULL,
  "variant" TEXT NOT NULL,
  "evaluations" BIGINT NOT NULL,
  "scored" BIGINT NOT NULL,
  "score_sum" DOUBLE PRECISION NOT NULL,
  "score_squares" DOUBLE PRECISION NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "cost_unknown" BIGINT NOT NULL,
  CONSTRAINT "evaluation_rollups_pkey" PRIMARY KEY ("resolution", "bucket", "source", "evaluator", "judge_model", "model", "prompt_version", "use_case", "variant")
);
