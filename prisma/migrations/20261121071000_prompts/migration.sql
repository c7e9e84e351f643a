-- Prompts by name; a version is named by what it says and never changes.
CREATE TABLE "prompt_versions" (
  "name" TEXT NOT NULL,
  -- The name, @, and the first digits of the content's hash: what chat_logs and runs say too.
  "version" TEXT NOT NULL,
  "content" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  -- Why there is this version, in its author's words.
  "message" TEXT,
  CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("name", "version")
);
CREATE INDEX "prompt_versions_name_created_at_idx" ON "prompt_versions" ("name", "created_at");

-- Movable names of versions; prod is what the gateway renders. Their history is in audit_entries.
CREATE TABLE "prompt_aliases" (
  "name" TEXT NOT NULL,
  "alias" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by" TEXT NOT NULL,
  CONSTRAINT "prompt_aliases_pkey" PRIMARY KEY ("name", "alias"),
  CONSTRAINT "prompt_aliases_name_version_fkey" FOREIGN KEY ("name", "version") REFERENCES "prompt_versions" ("name", "version") ON DELETE RESTRICT ON UPDATE CASCADE
);
