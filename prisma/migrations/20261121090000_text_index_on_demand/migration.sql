-- The index of trigrams made storing an exchange cost the database seven times as much as without it: who needs to find rare
-- words in a long past makes it by hand (docs/scale.md). Without it a search goes through the newest texts first.
DROP INDEX IF EXISTS "chat_logs_text_idx";
