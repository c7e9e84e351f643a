import type { PoolClient } from 'pg';
import type { Role } from '#lib/domain/access/scopes.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';

interface LockedUser {
  email: string;
  role: Role;
  /** Whether nobody else could administer without this person. */
  isLastAdmin: boolean;
}

/**
 * A person's row, locked together with those of all administrators, so that two of them can't take each other's role
 * away at once. An administrator who never signed in and has no password doesn't count: the link may be lost.
 */
export async function lockUser(client: PoolClient, id: string, actorId: string): Promise<LockedUser | null> {
  if (timeOfUuid7(id) === null) return null;
  const { rows } = await client.query<{ id: string; email: string; role: Role; is_reachable: boolean }>(
    `SELECT id, email, role,
            password_hash IS NOT NULL OR last_sign_in_at IS NOT NULL OR id::text = $2 AS is_reachable
     FROM users WHERE role = 'admin' OR id = $1::uuid ORDER BY id FOR UPDATE`,
    [id, actorId],
  );
  const user = rows.find((row) => row.id === id);
  if (!user) return null;
  const others = rows.filter((row) => row.id !== id && row.role === 'admin' && row.is_reachable);
  return { email: user.email, role: user.role, isLastAdmin: user.role === 'admin' && others.length === 0 };
}

export const LAST_ADMIN =
  'this is the last administrator who can sign in: make somebody else an administrator first';
