CREATE TABLE "verdicts" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  "run_id" UUID NOT NULL,
  "baseline_run_id" UUID,
  "verdict" TEXT NOT NULL,
  "rule" TEXT NOT NULL,
  "reasons" JSONB NOT NULL,
  "exit_code" INTEGER NOT NULL,
  "overall" DOUBLE PRECISION,
  "overall_delta" DOUBLE PRECISION,
  "repository" TEXT,
  "commit" TEXT,
  "branch" TEXT,
  "pull_request" INTEGER,
  "occasion" TEXT,
  "scorecard" TEXT NOT NULL,
  "document" JSONB NOT NULL,
  "evidence" BYTEA NOT NULL,
  CONSTRAINT "verdicts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "verdicts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE,
  CONSTRAINT "verdicts_baseline_run_id_fkey" FOREIGN KEY ("baseline_run_id") REFERENCES "runs" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "verdicts_occasion_key" ON "verdicts" ("occasion");
CREATE INDEX "verdicts_created_at_id_idx" ON "verdicts" ("created_at", "id");
CREATE INDEX "verdicts_run_id_created_at_id_idx" ON "verdicts" ("run_id", "created_at", "id");
CREATE INDEX "verdicts_branch_created_at_id_idx" ON "verdicts" ("branch", "created_at", "id");
CREATE INDEX "verdicts_pull_request_created_at_id_idx" ON "verdicts" ("pull_request", "created_at", "id");

CREATE TABLE "idempotency_keys" (
  "caller" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "request_hash" TEXT NOT NULL,
  "verdict_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("caller", "key"),
  CONSTRAINT "idempotency_keys_verdict_id_fkey" FOREIGN KEY ("verdict_id") REFERENCES "verdicts" ("id") ON DELETE CASCADE
);
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" ("created_at");
