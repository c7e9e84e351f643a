import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Role } from '#lib/domain/access/scopes.ts';
import { getApplication } from './running.ts';

/** The signed-in person, for server components; whoever isn't signed in is sent to the sign-in page. */
export async function requireSession(): Promise<{
  user: { id: string; name: string; email: string; role: Role };
}> {
  const { ctx } = await getApplication();
  const request = new Request('http://localhost/', { headers: await headers() });
  const principal = await ctx.access.sessionOf(request);
  if (principal?.kind !== 'user') redirect('/sign-in');
  const { id, name, role } = principal;
  const { email } = await ctx.prisma.user.findUniqueOrThrow({ where: { id }, select: { email: true } });
  return { user: { id, name, email, role } };
}
