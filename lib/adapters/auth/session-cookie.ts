import { decode } from 'next-auth/jwt';

const COOKIES = ['next-auth.session-token', '__Secure-next-auth.session-token'];

/** The user's id in a request's session cookie; null without a valid one. */
export async function sessionUserId(cookieHeader: string | null, secret: string): Promise<string | null> {
  const token = readCookie(cookieHeader ?? '');
  if (token === null) return null;
  try {
    const claims = await decode({ token, secret });
    return claims?.sub ?? null;
  } catch {
    return null; // forged, expired, or signed with an earlier secret
  }
}

function readCookie(header: string): string | null {
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=');
    if (COOKIES.includes(pair.slice(0, separator).trim())) return pair.slice(separator + 1).trim();
  }
  return null;
}
