import { BlockList, isIP } from 'node:net';
import { lookup } from 'node:dns/promises';

/** A channel's address must not be used; the message says why. */
export class AddressError extends Error {
  /** Whether the name may be found later. */
  readonly isRetriable: boolean;

  constructor(message: string, isRetriable = false) {
    super(message);
    this.name = 'AddressError';
    this.isRetriable = isRetriable;
  }
}

export interface CheckedAddress {
  address: string;
  family: 4 | 6;
  /** Whether it is private or loopback, and allowed by configuration. */
  isPrivate: boolean;
}

export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const resolveByDns: Resolve = (host) => lookup(host, { all: true, order: 'verbatim' });

/** IANA's special-purpose registries: everything that isn't a unicast address of the public internet. */
const SPECIAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const)
  SPECIAL.addSubnet(network, prefix, 'ipv4');
// Of IPv6 only 2000::/3 is public; within it what follows isn't, or hides an IPv4 address.
const PUBLIC_6 = new BlockList();
PUBLIC_6.addSubnet('2000::', 3, 'ipv6');
const SPECIAL_6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23], // Teredo and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
] as const)
  SPECIAL_6.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !SPECIAL.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return PUBLIC_6.check(address, 'ipv6') && !SPECIAL_6.check(address, 'ipv6');
}

/**
 * Resolves a host and checks every address that it has, so that a name with one public and one private address is refused
 * too. Connect to the address that comes back and to no other: the name may mean another one a moment later. Throws
 * AddressError.
 *
 * @param allowed hosts that may be private; `*` is all
 */
export async function checkHost(
  host: string,
  allowed: readonly string[],
  resolve: Resolve = resolveByDns,
): Promise<CheckedAddress> {
  const name = plainHost(host);
  const found = isIP(name) === 0 ? await addressesOf(name, resolve) : [{ address: name }];
  const [first] = found;
  if (!first) throw new AddressError(`${name} has no address`, true);
  const bad = found.find(({ address }) => !isPublicAddress(address));
  if (bad && !isAllowed(name, allowed)) throw notPublic(name, bad.address);
  return {
    address: first.address,
    family: isIP(first.address) === 6 ? 6 : 4,
    isPrivate: bad !== undefined,
  };
}

/**
 * Refuses what a host's name alone gives away, before anybody is asked for its addresses: an IP address that isn't public,
 * in any of the ways in which URLs write one, and this machine's own name. Throws AddressError.
 */
export function checkHostName(host: string, allowed: readonly string[]): void {
  const name = normalHost(host);
  const isOwn = name === 'localhost' || name.endsWith('.localhost');
  const isPrivate = isOwn || (isIP(name) !== 0 && !isPublicAddress(name));
  if (!isPrivate || isAllowed(name, allowed) || isAllowed(plainHost(host), allowed)) return;
  throw notPublic(plainHost(host), isOwn ? 'this machine itself' : name);
}

/** The address of a webhook that a person has given. Throws AddressError. */
export function parseAddress(address: string): URL {
  const url = URL.parse(address);
  if (url === null) throw new AddressError('the address is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new AddressError('expected an https:// address');
  if (url.username !== '' || url.password !== '')
    throw new AddressError('expected an address without user and password');
  return url;
}

/** Whether configuration lets channels reach a host at a private address. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  return isAllowed(plainHost(host), allowed);
}

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.includes('*') || allowed.some((entry) => entry.toLowerCase() === name);
}

/** Without the brackets that URLs put around IPv6. */
function plainHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

/** As URLs write it, so that 0x7f.1 and 2130706433 are seen to be 127.0.0.1. */
function normalHost(host: string): string {
  const name = plainHost(host);
  const is6 = isIP(name) === 6;
  const isHost = is6 || !/[\s@:/\\?#]/.test(name);
  const url = isHost ? URL.parse(`https://${is6 ? `[${name}]` : name}/`) : null;
  if (url === null) throw new AddressError('expected the name or the address of a host');
  return plainHost(url.hostname.replace(/\.$/, ''));
}

function notPublic(name: string, address: string): AddressError {
  const which = name === address ? '' : ` (${address})`;
  return new AddressError(
    `${name} is not a public address${which}; allowed_private_hosts of alerts.yaml can allow it`,
  );
}

async function addressesOf(name: string, resolve: Resolve): Promise<readonly { address: string }[]> {
  try {
    return await resolve(name);
  } catch {
    throw new AddressError(`${name} could not be resolved`, true);
  }
}
