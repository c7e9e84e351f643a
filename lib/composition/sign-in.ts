import NextAuth from 'next-auth';
import { authOptions } from './auth-options.ts';
import { getApplication } from './running.ts';

interface NextRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** Sign-in, sign-out and session by next-auth. */
export async function authRoute(request: Request, next: NextRouteContext): Promise<Response> {
  const { ctx } = await getApplication();
  return (await NextAuth(request as never, next as never, authOptions(ctx))) as Response;
}
