import NextAuth, { type NextAuthOptions, type User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { attemptSignIn } from '#lib/http/access/attempt-sign-in.ts';
import { signInWithLink, signInWithPassword, type SignInContext } from '#lib/services/sign-in.ts';
import type { User as StoredUser } from '#lib/adapters/db/generated/client.ts';
import { getApplication } from './running.ts';

const SESSION_SECONDS = 7 * 24 * 3_600;

interface NextRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** Sign-in, sign-out and session by next-auth. */
export async function authRoute(request: Request, next: NextRouteContext): Promise<Response> {
  const { ctx } = await getApplication();
  return (await NextAuth(request as never, next as never, authOptions(ctx))) as Response;
}

type AuthContext = Awaited<ReturnType<typeof getApplication>>['ctx'];

function authOptions(ctx: AuthContext): NextAuthOptions {
  return {
    secret: ctx.secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
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
