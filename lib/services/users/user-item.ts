import type { UserItem } from '#lib/contracts/users.ts';

export interface UserRow {
  id: string;
  email: string;
  name: string | null;
  role: UserItem['role'];
  created_at: Date;
  last_sign_in_at: Date | null;
  has_password: boolean;
  invitation_expires_at: Date | null;
}

/** Columns of UserRow from `users`; $1 is the present time. */
export const USER_COLUMNS = `users.id, email, name, role, created_at, last_sign_in_at,
  password_hash IS NOT NULL AS has_password,
  (SELECT max(expires_at) FROM sign_in_links
   WHERE user_id = users.id AND used_at IS NULL AND expires_at > $1::timestamptz) AS invitation_expires_at`;

/** A person as the API shows one. */
export function userItem(row: UserRow): UserItem {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    last_sign_in_at: row.last_sign_in_at?.toISOString() ?? null,
    invitation_expires_at: row.invitation_expires_at?.toISOString() ?? null,
  };
}
