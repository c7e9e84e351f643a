-- Evaluations without a score are few, and looked for on their own.
CREATE INDEX "evaluations_missing_idx" ON "evaluations" ("chat_created_at", "chat_id") WHERE "score" IS NULL;
