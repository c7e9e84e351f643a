/** What a caller may do. `admin` includes everything. */
export const SCOPES = ['chat:write', 'ci:write', 'read', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['viewer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const SCOPES_OF_ROLE: Record<Role, readonly Scope[]> = {
  viewer: ['read'],
  editor: ['read', 'chat:write', 'ci:write'],
  admin: ['admin'],
};

export function scopesOfRole(role: Role): readonly Scope[] {
  return SCOPES_OF_ROLE[role];
}

/** Whether the scopes a caller has cover the one that is needed. */
export function covers(held: readonly Scope[], needed: Scope): boolean {
  return held.includes(needed) || held.includes('admin');
}

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/**
 * Who is calling: a machine with a key, a signed-in person, a program on this machine on an open surface, or whoever
 * signs bodies with the shared secret.
 */
export type Principal =
  | { kind: 'apiKey'; id: string; name: string; scopes: readonly Scope[] }
  | { kind: 'user'; id: string; name: string; role: Role; scopes: readonly Scope[] }
  | { kind: 'local'; id: 'local'; name: 'local'; scopes: readonly Scope[] }
  | { kind: 'webhook'; id: 'webhook'; name: 'webhook'; scopes: readonly Scope[] };
