import type { OAuthConfig, Provider } from 'next-auth/providers/index';
import { z } from 'zod';
import type { SignInSettings } from '#lib/config/sign-in-environment.ts';

/** What of a provider's answer counts here. */
export interface ProviderProfile {
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
}

/** A profile as both providers below leave it for `profileOf`. */
const profileSchema = z.object({
  email: z.string().nullish(),
  email_verified: z.union([z.boolean(), z.string()]).nullish(),
  name: z.string().nullish(),
});

/** GitHub and an OpenID Connect issuer, as far as they are configured. */
export function signInProviders({ github, oidc }: SignInSettings): Provider[] {
  return [...(github ? [githubProvider(github)] : []), ...(oidc ? [oidcProvider(oidc)] : [])];
}

/** Reads what a provider said about a person. */
export function profileOf(profile: unknown): ProviderProfile {
  const { email, email_verified: verified, name } = profileSchema.parse(profile);
  return {
    email: email ?? null,
    isEmailVerified: verified === true || verified === 'true',
    name: name === undefined || name === null || name.trim() === '' ? null : name.trim(),
  };
}

function oidcProvider({
  id,
  secret,
  issuer,
  name,
  trustsEmail,
}: NonNullable<SignInSettings['oidc']>): OAuthConfig<Record<string, unknown>> {
  return {
    id: 'oidc',
    name,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    clientId: id,
    clientSecret: secret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (claims) => {
      if (trustsEmail) claims.email_verified = true;
      return { id: String(claims.sub) };
    },
  };
}

const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub, or an Enterprise server. Its profile may show any address; the list of addresses says which is verified. */
function githubProvider({
  id,
  secret,
  url,
}: NonNullable<SignInSettings['github']>): OAuthConfig<Record<string, unknown>> {
  const api = url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`;
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${url}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      request: async ({ client, tokens }) => {
        const profile = await client.userinfo(tokens.access_token ?? '');
        const headers = { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json' };
        const answer = await fetch(`${api}/user/emails`, { headers, signal: AbortSignal.timeout(10_000) });
        const emails = answer.ok ? emailsSchema.parse(await answer.json()) : [];
        const primary = emails.find((email) => email.primary);
        const verified = { email: primary?.email, email_verified: primary?.verified ?? false };
        return { ...profile, ...verified } as never;
      },
    },
    clientId: id,
    clientSecret: secret,
    checks: ['pkce', 'state'],
    profile: (profile) => ({ id: String(profile.id) }),
  };
}
