import { z } from 'zod';
import { ROLES } from '#lib/domain/access/scopes.ts';

const role = z.enum(ROLES);

export const userSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    role,
    created_at: z.iso.datetime(),
    last_sign_in_at: z.iso.datetime().nullable(),
    has_password: z.boolean(),
    invitation_expires_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until when an unused one-time link works; null when there is none.' }),
  })
  .meta({ id: 'User' });

export const userListSchema = z.object({ items: z.array(userSchema) }).meta({ id: 'UserList' });

export const inviteUserSchema = z
  .strictObject({
    email: z.email().max(320),
    name: z.string().trim().min(1).max(100).optional(),
    role,
  })
  .meta({ id: 'InviteUser' });

/** A one-time link is told this once; only its hash is kept. */
export const signInLinkSchema = z
  .object({
    user_id: z.uuid(),
    path: z.string().meta({ description: 'Path and query on this server, shown this once.' }),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'SignInLink' });

export const changeUserSchema = z.strictObject({ role }).meta({ id: 'ChangeUser' });

export const setPasswordSchema = z
  .strictObject({
    current_password: z.string().max(1_000).optional().meta({ description: 'Needed where there is one.' }),
    new_password: z.string().min(12, 'expected at least 12 characters').max(1_000),
  })
  .meta({ id: 'SetPassword' });

export type UserItem = z.infer<typeof userSchema>;
export type InviteUser = z.infer<typeof inviteUserSchema>;
export type SignInLinkAnswer = z.infer<typeof signInLinkSchema>;
export type SetPassword = z.infer<typeof setPasswordSchema>;
