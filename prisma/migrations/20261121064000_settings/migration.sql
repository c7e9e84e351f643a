-- How an exchange's texts were protected before they were stored; NULL when they were not.
ALTER TABLE "chat_logs" ADD COLUMN "privacy" TEXT;

ALTER TABLE "users" ADD COLUMN "last_sign_in_at" TIMESTAMPTZ(3);

CREATE INDEX "audit_entries_target_created_at_idx" ON "audit_entries" ("target", "created_at");
CREATE INDEX "audit_entries_actor_created_at_idx" ON "audit_entries" ("actor", "created_at");
