import { createHash } from 'node:crypto';
import type { PrismaClient } from '#lib/adapters/db/generated/client.ts';
import { isScope, type Scope } from '#lib/domain/access/scopes.ts';

export interface KnownKey {
  id: string;
  name: string;
  scopes: readonly Scope[];
}

function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * The valid API keys in memory: a look-up never waits for the database, and keys go on working while it is away.
 * Changes made by another process are seen at the next refresh.
 */
export class KeyRing {
  readonly #prisma: PrismaClient;
  #byHash = new Map<string, KnownKey>();
  /** Keys seen lately, so that a hot one isn't hashed for every request. */
  #seen = new Map<string, KnownKey | null>();
  readonly #used = new Map<string, Date>();

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  find(key: string, now: Date): KnownKey | null {
    let known = this.#seen.get(key);
    if (known === undefined) {
      known = this.#byHash.get(hashKey(key)) ?? null;
      if (this.#seen.size >= 1_000) this.#seen.clear();
      this.#seen.set(key, known);
    }
    if (known) this.#used.set(known.id, now);
    return known;
  }

  /** Reads the keys again and notes when the used ones were last used. */
  async refresh(): Promise<void> {
    for (const [id, lastUsedAt] of [...this.#used]) {
      await this.#prisma.apiKey.updateMany({ where: { id }, data: { lastUsedAt } });
      // Not before it is written, and not when it was used again meanwhile.
      if (this.#used.get(id) === lastUsedAt) this.#used.delete(id);
    }
    const keys = await this.#prisma.apiKey.findMany({ where: { revokedAt: null } });
    this.#byHash = new Map(
      keys.map(({ id, name, keyHash, scopes }) => [keyHash, { id, name, scopes: scopes.filter(isScope) }]),
    );
    this.#seen.clear();
  }
}
