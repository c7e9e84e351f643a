-- How often each rule of the heuristics passed and failed; where it did neither, it didn't apply.
CREATE TABLE "rule_rollups" (
  "resolution" TEXT NOT NULL,
  "bucket" TIMESTAMPTZ(3) NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" TEXT NOT NULL,
  "use_case" TEXT NOT NULL,
  "variant" TEXT NOT NULL,
  "evaluations" BIGINT NOT NULL,
  "empty_failed" BIGINT NOT NULL,
  "empty_passed" BIGINT NOT NULL,
  "length_failed" BIGINT NOT NULL,
  "length_passed" BIGINT NOT NULL,
  "language_failed" BIGINT NOT NULL,
  "language_passed" BIGINT NOT NULL,
  "refusal_failed" BIGINT NOT NULL,
  "refusal_passed" BIGINT NOT NULL,
  "repetition_failed" BIGINT NOT NULL,
  "repetition_passed" BIGINT NOT NULL,
  "keywords_failed" BIGINT NOT NULL,
  "keywords_passed" BIGINT NOT NULL,
  CONSTRAINT "rule_rollups_pkey" PRIMARY KEY ("resolution", "bucket", "model", "prompt_version", "use_case", "variant")
);

-- Computed by the job that keeps rollups, for all hours that there are.
INSERT INTO "rollup_marks" ("source", "from_ts", "to_ts")
SELECT DISTINCT 'rule', date_trunc('hour', "chat_created_at", 'UTC'), date_trunc('hour', "chat_created_at", 'UTC') + interval '1 hour'
FROM "evaluations" WHERE "source" = 'heuristics';

-- Answers of which a rule has failed: the list of those that one rule failed looks at no others.
CREATE INDEX "evaluations_failed_rules_idx" ON "evaluations" ("chat_created_at", "chat_id")
WHERE "source" = 'heuristics' AND "score" < 1;
