-- What people said of an answer. No foreign key: the exchange may still wait in the journal. Its time is in its id, so
-- that feedback is found by stretches of time like the exchanges themselves. Without a user the id is empty, so that
-- there is one row a chat and user.
CREATE TABLE "feedback" (
  "chat_created_at" TIMESTAMPTZ(3) NOT NULL,
  "chat_id" UUID NOT NULL,
  "user_id" TEXT NOT NULL DEFAULT '',
  "rating" TEXT NOT NULL CHECK ("rating" IN ('up', 'down')),
  "comment" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "feedback_pkey" PRIMARY KEY ("chat_created_at", "chat_id", "user_id")
);

-- Filters of the traffic page. Beginnings of texts only: an entry of a B-tree may have 2,700 bytes, a header may be longer,
-- and no exchange should be refused for that.
CREATE INDEX "chat_logs_user_idx" ON "chat_logs" (left("user_id", 64), "created_at", "id") WHERE "user_id" IS NOT NULL;
CREATE INDEX "chat_logs_session_idx" ON "chat_logs" (left("session_id", 64), "created_at", "id") WHERE "session_id" IS NOT NULL;
CREATE INDEX "chat_logs_use_case_idx" ON "chat_logs" (left("use_case", 64), "created_at", "id") WHERE "use_case" IS NOT NULL;
CREATE INDEX "chat_logs_model_idx" ON "chat_logs" (left("model_version", 64), "created_at", "id");
CREATE INDEX "chat_logs_failure_idx" ON "chat_logs" ("created_at", "id") WHERE "status" <> 'ok';

-- Text search by trigrams, only where the extension was installed for it: such an index is as large as the texts and
-- slows storing down, so having it is the operator's choice (docs/traffic.md).
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
    EXECUTE 'CREATE INDEX "chat_logs_text_idx" ON "chat_logs" USING gin ("prompt" gin_trgm_ops, "response" gin_trgm_ops, "error" gin_trgm_ops)';
  END IF;
END $$;
