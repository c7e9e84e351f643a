-- Candidates that get a growing share of traffic, and what became of them.
CREATE TABLE "rollouts" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  -- Counts changes of state; nobody writes the next state of one that he didn't read.
  "version" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "candidate_model" TEXT,
  "candidate_prompt_name" TEXT,
  "candidate_prompt_version" TEXT,
  "control_model" TEXT NOT NULL,
  "control_prompt_version" TEXT,
  "percentage" DOUBLE PRECISION NOT NULL,
  "plan" JSONB NOT NULL,
  "state" JSONB NOT NULL,
  -- The latest check of its health.
  "health" JSONB,
  "ended_at" TIMESTAMPTZ(3),
  -- Who asked for it from outside, such as a commit; asking again finds it.
  "occasion" TEXT,
  "origin" JSONB,
  CONSTRAINT "rollouts_pkey" PRIMARY KEY ("id")
);
-- At most one candidate is in traffic.
CREATE UNIQUE INDEX "rollouts_one_active" ON "rollouts" ((true)) WHERE "status" IN ('running', 'paused');
CREATE UNIQUE INDEX "rollouts_occasion_key" ON "rollouts" ("occasion");
CREATE INDEX "rollouts_created_at_id_idx" ON "rollouts" ("created_at", "id");

CREATE TABLE "rollout_events" (
  "rollout_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "cause" TEXT NOT NULL,
  "from_status" TEXT,
  "to_status" TEXT NOT NULL,
  "percentage_before" DOUBLE PRECISION NOT NULL,
  "percentage_after" DOUBLE PRECISION NOT NULL,
  "actor" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "first_bad_at" TIMESTAMPTZ(3),
  "health" JSONB,
  CONSTRAINT "rollout_events_pkey" PRIMARY KEY ("rollout_id", "version"),
  CONSTRAINT "rollout_events_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollouts" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What either side of a rollout did, minute by minute; recomputed from chat_logs, evaluations and feedback while rows may still come.
CREATE TABLE "rollout_minutes" (
  "rollout_id" UUID NOT NULL,
  "arm" TEXT NOT NULL,
  "minute" TIMESTAMPTZ(3) NOT NULL,
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
  CONSTRAINT "rollout_minutes_pkey" PRIMARY KEY ("rollout_id", "arm", "minute"),
  CONSTRAINT "rollout_minutes_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollouts" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The one row that every gateway reads, several times a second: what serves production, and what is switched off.
CREATE TABLE "router_state" (
  "id" INTEGER NOT NULL,
  "version" BIGINT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  -- The model that a promotion made production; it holds while the configuration still names the same current_model.
  "production_model" TEXT,
  "configured_model" TEXT,
  "production_rollout_id" UUID,
  "is_shadow_killed" BOOLEAN NOT NULL DEFAULT false,
  "is_canary_killed" BOOLEAN NOT NULL DEFAULT false,
  -- Set by a rollback, taken away by a person: no rollout starts meanwhile.
  "frozen_at" TIMESTAMPTZ(3),
  "frozen_reason" TEXT,
  "frozen_rollout_id" UUID,
  CONSTRAINT "router_state_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "router_state_one_row" CHECK ("id" = 1)
);
INSERT INTO "router_state" ("id", "version", "updated_at") VALUES (1, 1, now());

-- Requests that a rollout decided about, on either side, and the bucket that decided.
ALTER TABLE "chat_logs" ADD COLUMN "rollout_id" UUID;
ALTER TABLE "chat_logs" ADD COLUMN "canary_bucket" INTEGER;
CREATE INDEX "chat_logs_rollout_id_created_at_idx" ON "chat_logs" ("rollout_id", "created_at") WHERE "rollout_id" IS NOT NULL;
