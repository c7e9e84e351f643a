import { expect, it } from 'vitest';
import { checkHost, isPublicAddress } from './addresses.ts';
import { failureOf } from '#lib/testing/failure-of.ts';

it.each([
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.32.0.1', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['127.255.255.254', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['198.19.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:0:7f00:1::', false],
  ['fc00::1', false],
  ['fd12::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['ff02::1', false],
  ['fd00:ec2::254', false],
  ['localhost', false],
  ['', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

const names: Record<string, string[]> = {
  'hooks.example.com': ['93.184.216.34'],
  'inside.example.com': ['10.0.0.7'],
  'both.example.com': ['93.184.216.34', '169.254.169.254'],
  'nothing.example.com': [],
};
const resolve = (host: string) => {
  const found = names[host];
  return found
    ? Promise.resolve(found.map((address) => ({ address })))
    : Promise.reject(new Error('ENOTFOUND'));
};

it('gives the address that was checked', async () => {
  expect(await checkHost('Hooks.Example.com', [], resolve)).toEqual({
    address: '93.184.216.34',
    family: 4,
    isPrivate: false,
  });
  expect(await checkHost('[2606:4700::1111]', [], resolve)).toMatchObject({ family: 6 });
  expect(await checkHost('inside.example.com', ['Inside.example.com'], resolve)).toMatchObject({
    address: '10.0.0.7',
    isPrivate: true,
  });
  expect(await checkHost('127.0.0.1', ['*'], resolve)).toMatchObject({ isPrivate: true });
});

it.each([
  ['inside.example.com', /10\.0\.0\.7/, false],
  ['both.example.com', /169\.254\.169\.254/, false],
  ['127.0.0.1', /not a public address/, false],
  ['[::ffff:127.0.0.1]', /not a public address/, false],
  ['nothing.example.com', /has no address/, true],
  ['unknown.example.com', /could not be resolved/, true],
])('refuses %s', async (host, message, isRetriable) => {
  const failure = await failureOf(checkHost(host, ['other.example.com'], resolve));
  expect(failure).toMatchObject({ name: 'AddressError', message: expect.stringMatching(message) as string });
  expect(failure).toMatchObject({ isRetriable });
});
