const BASE = 'http://same-origin.invalid';

/** Where to go after signing in: the asked path on this site, or the overview for anything that leads elsewhere. */
export function callbackPath(asked: string | null | undefined): string {
  // Browsers read "//host" and "/\host" as another site.
  if (!asked || !/^\/(?![/\\])/.test(asked)) return '/';
  if (!URL.canParse(asked, BASE)) return '/';
  const url = new URL(asked, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('//') || url.pathname === '/sign-in') return '/';
  return url.pathname + url.search + url.hash;
}
