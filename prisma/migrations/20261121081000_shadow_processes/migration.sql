-- What is known of a candidate after the evaluations that nothing can change any more. Another candidate, judge or rubric, or
-- other settings of the test, is another process.
CREATE TABLE "shadow_processes" (
  "shadow_model" TEXT NOT NULL,
  "judge_model" TEXT NOT NULL,
  "rubric_version" TEXT NOT NULL,
  "settings" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  -- Everything requested before this time is in the state, and of that very moment what isn't after the last exchange.
  "until_ts" TIMESTAMPTZ(3) NOT NULL,
  "last_chat_log_id" UUID,
  -- Taken in so far, and how many there were when the process began.
  "evaluations" BIGINT NOT NULL,
  "backlog" BIGINT NOT NULL,
  "state" JSONB NOT NULL,
  CONSTRAINT "shadow_processes_pkey" PRIMARY KEY ("shadow_model", "judge_model", "rubric_version", "settings")
);

-- Evaluations that came when the order of the requests had gone on without them: they are counted, and count for nothing.
CREATE INDEX "shadow_evals_late_idx" ON "shadow_evals" ("shadow_model", "judge_model", "rubric_version")
  WHERE "evaluated_at" - "ts" > INTERVAL '1 hour';
