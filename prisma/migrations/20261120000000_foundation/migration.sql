CREATE TABLE "chat_logs" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "surface" TEXT NOT NULL,
  "user_id" TEXT,
  "session_id" TEXT,
  "use_case" TEXT,
  "prompt" TEXT,
  "prompt_hash" BIGINT NOT NULL,
  "request_parameters" JSONB,
  "response" TEXT,
  "tool_calls" JSONB,
  "finish_reason" TEXT,
  "model_version" TEXT NOT NULL,
  "prompt_version" TEXT,
  "variant" TEXT NOT NULL,
  "upstream" TEXT NOT NULL,
  "is_streamed" BOOLEAN NOT NULL,
  "attempts" INTEGER NOT NULL,
  "latency_ms" DOUBLE PRECISION NOT NULL,
  "time_to_first_token_ms" DOUBLE PRECISION,
  "input_tokens" INTEGER,
  "cached_input_tokens" INTEGER,
  "output_tokens" INTEGER,
  "cost_usd" DOUBLE PRECISION,
  "price_source" TEXT,
  "status" TEXT NOT NULL,
  "http_status" INTEGER,
  "error" TEXT,
  "shadow_bucket" INTEGER NOT NULL,
  "is_sampled" BOOLEAN NOT NULL,
  "metadata" JSONB,
  "api_key_id" UUID,
  CONSTRAINT "chat_logs_pkey" PRIMARY KEY ("created_at", "id")
);

CREATE TABLE "shadow_evals" (
  "id" UUID NOT NULL,
  "ts" TIMESTAMPTZ(3) NOT NULL,
  "chat_log_id" UUID NOT NULL,
  "prompt_hash" BIGINT NOT NULL,
  "prod_model" TEXT NOT NULL,
  "shadow_model" TEXT NOT NULL,
  "prod_score" DOUBLE PRECISION,
  "shadow_score" DOUBLE PRECISION,
  "delta" DOUBLE PRECISION,
  "similarity" DOUBLE PRECISION,
  "status" TEXT NOT NULL,
  "missing_reason" TEXT,
  "judge_model" TEXT NOT NULL,
  "rubric_version" TEXT NOT NULL,
  "prod_judgement" JSONB,
  "shadow_judgement" JSONB,
  "prompt" TEXT,
  "prod_response" TEXT,
  "shadow_response" TEXT,
  "shadow_latency_ms" DOUBLE PRECISION,
  "shadow_cost_usd" DOUBLE PRECISION,
  "judge_cost_usd" DOUBLE PRECISION,
  "evaluated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "shadow_evals_pkey" PRIMARY KEY ("ts", "id")
);

CREATE TABLE "job_steps" (
  "job_id" TEXT NOT NULL,
  "step" TEXT NOT NULL,
  "result" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "job_steps_pkey" PRIMARY KEY ("job_id", "step")
);

CREATE TABLE "dead_letters" (
  "job_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "reason" TEXT NOT NULL,
  "attempts" INTEGER NOT NULL,
  "failed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("job_id")
);
CREATE INDEX "dead_letters_failed_at_idx" ON "dead_letters" ("failed_at");

CREATE TABLE "users" (
  "id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "name" TEXT,
  "role" TEXT NOT NULL,
  "password_hash" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE TABLE "sign_in_links" (
  "token_hash" TEXT NOT NULL,
  "user_id" UUID NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "api_keys" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "key_hash" TEXT NOT NULL,
  "scopes" TEXT[],
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "last_used_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys" ("key_hash");

CREATE TABLE "audit_entries" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "actor" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "details" JSONB,
  CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_entries_created_at_idx" ON "audit_entries" ("created_at");
