import type { PoolClient } from 'pg';
import type { SignInLinkAnswer } from '#lib/contracts/users.ts';
import type { Context } from '../context.ts';

export type LinkContext = Pick<Context, 'pool' | 'clock' | 'newId' | 'random' | 'sha256Hex'>;

const LINK_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** Makes a one-time link for a person, good for a week, in the caller's transaction. Earlier unused ones end. */
export async function makeSignInLink(
  ctx: LinkContext,
  client: PoolClient,
  userId: string,
): Promise<SignInLinkAnswer> {
  const token = ctx.random.hex(24);
  const expiresAt = new Date(ctx.clock.nowMs() + LINK_DAYS * DAY_MS);
  await client.query(`DELETE FROM sign_in_links WHERE user_id = $1::uuid AND used_at IS NULL`, [userId]);
  await client.query(
    `INSERT INTO sign_in_links (token_hash, user_id, expires_at) VALUES ($1, $2::uuid, $3)`,
    [ctx.sha256Hex(token), userId, expiresAt],
  );
  // Who has just come in chooses a password next.
  const path = `/sign-in?token=${token}&callbackUrl=${encodeURIComponent('/settings/account')}`;
  return { user_id: userId, path, expires_at: expiresAt.toISOString() };
}
