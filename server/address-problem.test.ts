import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { addressProblem } from './address-problem.ts';

function listen(port: number): Promise<{ port: number; close: () => void }> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      done({ port: (server.address() as AddressInfo).port, close: () => server.close() });
    });
  });
}

it('says that a port is taken, and what to do', async () => {
  const first = await listen(0);
  const error: unknown = await listen(first.port).catch((reason: unknown) => reason);
  first.close();
  expect(addressProblem(error)).toBe(
    `Another program listens on 127.0.0.1, port ${first.port}, already: stop it, or choose another port with PORT.`,
  );
});

it.each([
  ['EACCES', 'choose a port of 1024 or above with PORT'],
  ['EADDRNOTAVAIL', 'choose another one with HOST'],
])('knows %s', (code, advice) => {
  const error = Object.assign(new Error(code), { syscall: 'listen', code, address: '::', port: 80 });
  expect(addressProblem(error)).toContain(advice);
});

it.each([[new Error('x')], ['x'], [Object.assign(new Error('x'), { syscall: 'open', code: 'EACCES' })]])(
  'leaves other errors alone: %s',
  (error) => {
    expect(addressProblem(error)).toBeNull();
  },
);
