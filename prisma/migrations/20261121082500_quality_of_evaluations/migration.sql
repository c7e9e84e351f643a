-- Scores of served answers are those of the evaluation of traffic where there are any, no longer of shadow evaluations alone:
-- hours with such scores are computed again.
INSERT INTO "rollup_marks" ("source", "from_ts", "to_ts")
SELECT DISTINCT 'quality', date_trunc('hour', "chat_created_at", 'UTC'), date_trunc('hour', "chat_created_at", 'UTC') + interval '1 hour'
FROM "evaluations" WHERE "source" = 'judge' AND "score" IS NOT NULL;
