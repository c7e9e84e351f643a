import type { NextAuthOptions, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { User as StoredUser } from '#lib/adapters/db/generated/client.ts';
import { profileOf, signInProviders } from '#lib/adapters/auth/providers.ts';
import type { SignInSettings } from '#lib/config/sign-in-environment.ts';
import type { Admission } from '#lib/http/access/admission.ts';
import { attemptSignIn } from '#lib/http/access/attempt-sign-in.ts';
import type { Context } from '#lib/services/context.ts';
import { signInWithLink, signInWithPassword, type SignInContext } from '#lib/services/sign-in.ts';
import { admitPerson } from '#lib/services/users/admit-person.ts';

const SESSION_SECONDS = 7 * 24 * 3_600;

export interface AuthContext extends SignInContext, Pick<Context, 'newId' | 'log'> {
  secret: string;
  signInAdmission: Admission;
  env: { signIn: SignInSettings };
}

/** How next-auth lets people in: by password, one-time link, or a configured provider. */
export function authOptions(ctx: AuthContext): NextAuthOptions {
  return {
    secret: ctx.secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      error: (code, metadata) => ctx.log.warn({ code, err: errorOf(metadata) }, 'a sign-in failed'),
      warn: (code) => ctx.log.debug({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.type !== 'oauth') return true;
        const { provider } = account;
        const admission = await admitPerson(ctx, { provider, ...profileOf(profile) });
        if (!admission.isAdmitted) {
          ctx.log.info({ provider, reason: admission.reason }, 'a sign-in was refused');
          return `/sign-in?error=${admission.reason}`;
        }
        // From here on the person is known by the account here, not by the provider's.
        user.id = admission.user.id;
        return true;
      },
      jwt: ({ token, user, account }) => {
        // Only at the sign-in itself there is an account. What else a provider tells has no business in the cookie.
        return account ? { sub: user.id, name: user.name ?? null, email: user.email ?? null } : token;
      },
    },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        name: 'Password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (input) =>
          attempt(ctx, input?.email, (c) => signInWithPassword(c, input?.email ?? '', input?.password ?? '')),
      }),
      CredentialsProvider({
        id: 'link',
        name: 'One-time link',
        credentials: { token: { type: 'text' } },
        authorize: (input) => attempt(ctx, 'link', (c) => signInWithLink(c, input?.token ?? '')),
      }),
      ...signInProviders(ctx.env.signIn),
    ],
  };
}

async function attempt(
  ctx: AuthContext,
  account: string | undefined,
  signIn: (ctx: SignInContext) => Promise<StoredUser | null>,
): Promise<User | null> {
  const user = await attemptSignIn(ctx, account ?? '', () => signIn(ctx));
  return user && { id: user.id, name: user.name ?? user.email, email: user.email };
}

function errorOf(metadata: unknown): unknown {
  if (metadata instanceof Error) return metadata;
  return typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : metadata;
}
