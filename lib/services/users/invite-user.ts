import type { InviteUser, SignInLinkAnswer } from '#lib/contracts/users.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { makeSignInLink, type LinkContext } from './make-sign-in-link.ts';

/** Makes an account with a one-time link to it. Null when the e-mail address has one already. */
export async function inviteUser(
  ctx: LinkContext,
  actor: Principal,
  input: InviteUser,
): Promise<SignInLinkAnswer | null> {
  const email = input.email.toLowerCase();
  const { role, name = null } = input;
  const nowMs = ctx.clock.nowMs();
  const id = ctx.newId(nowMs);
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO users (id, email, name, role, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (email) DO NOTHING`,
      [id, email, name, role, new Date(nowMs)],
    );
    if (rowCount === 0) return null;
    const details = { email, role };
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'user.invite', target: id, details });
    return makeSignInLink(ctx, client, id);
  });
}

/** Makes a new one-time link for somebody who has an account. Null when nobody has this id. */
export async function renewSignInLink(
  ctx: LinkContext,
  actor: Principal,
  id: string,
): Promise<SignInLinkAnswer | null> {
  if (timeOfUuid7(id) === null) return null;
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM users WHERE id = $1::uuid FOR UPDATE', [id]);
    if (rowCount === 0) return null;
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'user.link', target: id });
    return makeSignInLink(ctx, client, id);
  });
}
