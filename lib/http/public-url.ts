import type { Environment } from '#lib/config/environment.ts';

export type AddressSettings = Pick<Environment, 'publicUrl' | 'host' | 'port'>;

/** A name or an address with a port, and nothing that could mean more in a URL. */
const HOST = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/**
 * The absolute address of a page: behind the configured public address, else behind the host that the caller asked (which
 * is told to that caller alone, and never stored).
 *
 * @param path such as `/runs/x`
 */
export function pageUrl(
  env: AddressSettings,
  headers: { get: (name: string) => string | null },
  path: string,
): string {
  return `${baseOf(env, headers.get('host'))}${path}`;
}

function baseOf({ publicUrl, host, port }: AddressSettings, asked: string | null): string {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, '');
  if (asked !== null && HOST.test(asked)) return `http://${asked.toLowerCase()}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function verdictPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}/verdict`;
}
