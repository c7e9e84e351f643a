-- An Idempotency-Key may belong to the start of a rollout, too.
ALTER TABLE "idempotency_keys" ALTER COLUMN "verdict_id" DROP NOT NULL;
ALTER TABLE "idempotency_keys" ADD COLUMN "rollout_id" UUID;
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollouts" ("id") ON DELETE CASCADE;
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_one_thing" CHECK (num_nonnulls("verdict_id", "rollout_id") = 1);
