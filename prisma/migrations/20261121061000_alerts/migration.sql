-- Rules that were added or changed on the settings page; a row goes before the file's rule of the same id.
CREATE TABLE "alert_rules" (
  "id" TEXT NOT NULL,
  "rule" JSONB NOT NULL,
  "version" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by" TEXT NOT NULL,
  CONSTRAINT "alert_rules_pkey" PRIMARY KEY ("id")
);

-- One row; who evaluates alerts holds its lock.
CREATE TABLE "alert_settings" (
  "id" INTEGER NOT NULL,
  "quiet_hours" JSONB,
  "is_overriding" BOOLEAN NOT NULL,
  "version" INTEGER NOT NULL,
  "checked_at" TIMESTAMPTZ(3),
  CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("id")
);
INSERT INTO "alert_settings" ("id", "is_overriding", "version") VALUES (1, false, 1);

CREATE TABLE "alert_states" (
  "rule_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3),
  "is_told" BOOLEAN NOT NULL,
  "last_notified_at" TIMESTAMPTZ(3),
  "breach_ms" DOUBLE PRECISION NOT NULL,
  "silent_ms" DOUBLE PRECISION NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3),
  "value" DOUBLE PRECISION,
  "threshold" DOUBLE PRECISION NOT NULL,
  "samples" INTEGER NOT NULL,
  "detail" TEXT NOT NULL,
  "link" TEXT NOT NULL,
  CONSTRAINT "alert_states_pkey" PRIMARY KEY ("rule_id", "key")
);

CREATE TABLE "alert_events" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "rule_id" TEXT NOT NULL,
  "rule_name" TEXT NOT NULL,
  "rule_kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "from_status" TEXT NOT NULL,
  "to_status" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "value" DOUBLE PRECISION,
  "threshold" DOUBLE PRECISION NOT NULL,
  "samples" INTEGER NOT NULL,
  "since" TIMESTAMPTZ(3),
  "detail" TEXT NOT NULL,
  "advice" TEXT,
  "link" TEXT NOT NULL,
  "message_id" UUID,
  CONSTRAINT "alert_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "alert_events_created_at_id_idx" ON "alert_events" ("created_at", "id");
CREATE INDEX "alert_events_rule_id_created_at_id_idx" ON "alert_events" ("rule_id", "created_at", "id");
CREATE INDEX "alert_events_message_id_idx" ON "alert_events" ("message_id");

-- A message on its way to one channel, with the answer to every attempt.
CREATE TABLE "alert_deliveries" (
  "id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "message_id" UUID NOT NULL,
  "channel_id" TEXT NOT NULL,
  "channel_name" TEXT NOT NULL,
  "channel_kind" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "attempts" JSONB NOT NULL,
  "claimed_until" TIMESTAMPTZ(3),
  "next_attempt_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "alert_deliveries_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "alert_deliveries_message_id_channel_id_key" ON "alert_deliveries" ("message_id", "channel_id");
CREATE INDEX "alert_deliveries_created_at_idx" ON "alert_deliveries" ("created_at");

-- Channels of the settings page. "sealed_target" is AES-256-GCM: addresses and passwords are readable by the application alone.
CREATE TABLE "alert_channels" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "is_paused" BOOLEAN NOT NULL,
  "sealed_target" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by" TEXT NOT NULL,
  CONSTRAINT "alert_channels_pkey" PRIMARY KEY ("id")
);

