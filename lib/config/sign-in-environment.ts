import { z } from 'zod';
import { ROLES, type Role } from '#lib/domain/access/scopes.ts';

const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = z.preprocess(emptyIsUnset, z.string().optional());
const httpUrl = z.url({ protocol: /^https?$/ });
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Variables of sign-in providers. */
export const signInVariables = {
  AUTH_GITHUB_ID: optional,
  AUTH_GITHUB_SECRET: optional,
  AUTH_GITHUB_URL: z.preprocess(emptyIsUnset, httpUrl.default('https://github.com')),
  AUTH_OIDC_ISSUER: z.preprocess(emptyIsUnset, httpUrl.optional()),
  AUTH_OIDC_ID: optional,
  AUTH_OIDC_SECRET: optional,
  AUTH_OIDC_NAME: z.preprocess(emptyIsUnset, z.string().max(40).default('Single sign-on')),
  AUTH_OIDC_TRUST_EMAIL: z.preprocess(emptyIsUnset, z.enum(['0', '1']).default('0')),
  AUTH_ALLOWED_DOMAINS: z.preprocess(
    (value) =>
      (typeof value === 'string' ? value : '')
        .split(',')
        .map((domain) => domain.trim().toLowerCase())
        .filter((domain) => domain !== ''),
    z.array(z.string().regex(DOMAIN, 'expected domains such as example.com, with commas between them')),
  ),
  AUTH_DEFAULT_ROLE: z.preprocess(emptyIsUnset, z.enum(ROLES).exclude(['admin']).default('viewer')),
};

interface Client {
  id: string;
  secret: string;
}

/** Where people may sign in besides with a password, and who of them. */
export interface SignInSettings {
  github: (Client & { url: string }) | null;
  oidc:
    | (Client & {
        issuer: string;
        /** What its button says. */
        name: string;
        /** Whether an address counts as verified though the issuer doesn't say so. */
        trustsEmail: boolean;
      })
    | null;
  /** Whoever has an address there gets an account at the first sign-in. */
  allowedDomains: readonly string[];
  defaultRole: Role;
}

type Values = z.output<z.ZodObject<typeof signInVariables>>;

/** What is set of a provider only in part. */
export function signInProblems(values: Values): string[] {
  const { AUTH_GITHUB_ID: id, AUTH_GITHUB_SECRET: secret } = values;
  const oidc = [values.AUTH_OIDC_ISSUER, values.AUTH_OIDC_ID, values.AUTH_OIDC_SECRET];
  return [
    ...(!id === !secret ? [] : ['AUTH_GITHUB_ID and AUTH_GITHUB_SECRET: expected both or neither']),
    ...(oidc.every(Boolean) || !oidc.some(Boolean)
      ? []
      : ['AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET: expected all of them or none']),
  ];
}

export function signInSettings(values: Values): SignInSettings {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET } = values;
  return {
    github:
      AUTH_GITHUB_ID && AUTH_GITHUB_SECRET
        ? { id: AUTH_GITHUB_ID, secret: AUTH_GITHUB_SECRET, url: values.AUTH_GITHUB_URL.replace(/\/$/, '') }
        : null,
    oidc:
      AUTH_OIDC_ISSUER && AUTH_OIDC_ID && AUTH_OIDC_SECRET
        ? {
            id: AUTH_OIDC_ID,
            secret: AUTH_OIDC_SECRET,
            issuer: AUTH_OIDC_ISSUER.replace(/\/$/, ''),
            name: values.AUTH_OIDC_NAME,
            trustsEmail: values.AUTH_OIDC_TRUST_EMAIL === '1',
          }
        : null,
    allowedDomains: values.AUTH_ALLOWED_DOMAINS,
    defaultRole: values.AUTH_DEFAULT_ROLE,
  };
}
