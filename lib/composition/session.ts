import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Role } from '#lib/domain/access/scopes.ts';
import { getApplication } from './running.ts';

/** Header in which the server tells Next's components which address was asked for. */
const ASKED_FOR = 'x-lrg-asked-for';

/** The signed-in person, for server components; whoever isn't signed in is sent to the sign-in page. */
export async function requireSession(): Promise<{
  user: { id: string; name: string; email: string; role: Role };
}> {
  // First the headers: at build time there are none, and Next leaves the page to be drawn at run time.
  const received = await headers();
  const { ctx } = await getApplication();
  const principal = await ctx.access.sessionOf({ headers: received });
  if (principal?.kind !== 'user') {
    const wanted = received.get(ASKED_FOR);
    redirect(wanted === null ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(wanted)}`);
  }
  const { id, name, role } = principal;
  const { email } = await ctx.prisma.user.findUniqueOrThrow({ where: { id }, select: { email: true } });
  return { user: { id, name, email, role } };
}
