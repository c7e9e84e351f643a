import type { ChannelTarget, TargetProblem } from '#lib/domain/alerts/channel.ts';
import { AddressError, checkHostName, isAllowedHost, parseAddress } from './addresses.ts';

/**
 * What is wrong with a target, as far as it can be told before anything is sent: addresses that aren't public or send in
 * the clear. Names are resolved, and checked again, when a message goes out. Null: nothing is wrong.
 *
 * @param allowed hosts that may be private; `*` is all
 */
export function checkTarget(target: ChannelTarget, allowed: readonly string[]): TargetProblem | null {
  const field = target.kind === 'email' ? 'host' : 'url';
  try {
    const host = target.kind === 'email' ? target.host : parseAddress(target.url).hostname;
    checkHostName(host, allowed);
    if (!isInTheClear(target) || isAllowedHost(host, allowed)) return null;
    return target.kind === 'email'
      ? { field: 'security', message: 'expected tls or starttls for a public mail server' }
      : { field, message: 'expected an https:// address' };
  } catch (error) {
    if (error instanceof AddressError) return { field, message: error.message };
    throw error;
  }
}

function isInTheClear(target: ChannelTarget): boolean {
  return target.kind === 'email' ? target.security === 'none' : !/^https:/i.test(target.url);
}
