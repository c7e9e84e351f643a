-- Spans as OpenTelemetry has them: those that applications send, and those of the jobs that follow an exchange. The span of
-- the exchange itself is its row in chat_logs.
CREATE TABLE "spans" (
  "trace_id" TEXT NOT NULL,
  "span_id" TEXT NOT NULL,
  "parent_span_id" TEXT,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "service" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(6) NOT NULL,
  "duration_ms" DOUBLE PRECISION NOT NULL,
  "status" TEXT NOT NULL,
  "status_message" TEXT,
  "attributes" JSONB NOT NULL,
  "events" JSONB NOT NULL,
  CONSTRAINT "spans_pkey" PRIMARY KEY ("trace_id", "span_id")
);
CREATE INDEX "spans_started_at_idx" ON "spans" ("started_at");

-- One row a trace with stored spans, for the list: brought up to date with every span that is stored.
CREATE TABLE "traces" (
  "trace_id" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(6) NOT NULL,
  "ended_at" TIMESTAMPTZ(6) NOT NULL,
  "name" TEXT,
  "service" TEXT NOT NULL,
  "spans" INTEGER NOT NULL,
  "errors" INTEGER NOT NULL,
  "chat_id" UUID,
  CONSTRAINT "traces_pkey" PRIMARY KEY ("trace_id")
);
CREATE INDEX "traces_started_at_idx" ON "traces" ("started_at" DESC, "trace_id" DESC);

-- What a caller's traceparent said; null without one.
ALTER TABLE "chat_logs" ADD COLUMN "trace_id" TEXT, ADD COLUMN "parent_span_id" TEXT;
CREATE INDEX "chat_logs_trace_id_idx" ON "chat_logs" ("trace_id") WHERE "trace_id" IS NOT NULL;
