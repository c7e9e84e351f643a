import { describe, expect, it } from 'vitest';
import { pageUrl, verdictPath } from './public-url.ts';

const env = { publicUrl: null, host: '127.0.0.1', port: 3000 };
const asked = (host: string | null) => ({ get: (name: string) => (name === 'host' ? host : null) });

describe('the address of a page', () => {
  it.each([
    ['https://guard.example', 'https://guard.example/runs/x'],
    ['https://example.com/guard/', 'https://example.com/guard/runs/x'],
  ])('stands behind the public address %s, whoever asks', (publicUrl, expected) => {
    expect(pageUrl({ ...env, publicUrl }, asked('evil.example'), '/runs/x')).toBe(expected);
  });

  it.each([
    ['guard.local:8080', 'http://guard.local:8080/runs/x'],
    ['LOCALHOST', 'http://localhost/runs/x'],
    ['[::1]:3000', 'http://[::1]:3000/runs/x'],
    ['10.0.0.7:80', 'http://10.0.0.7:80/runs/x'],
  ])('else behind the host that was asked: %s', (host, expected) => {
    expect(pageUrl(env, asked(host), '/runs/x')).toBe(expected);
  });

  it.each([
    null,
    '',
    'a b',
    'user@evil.example',
    'evil.example/path',
    'evil.example?x',
    'evil.example#x',
    'a\r\nset-cookie: x',
    'a:99999999',
    '"><script>',
    '-evil.example',
    'a'.repeat(300),
  ])('and never behind something else: %j', (host) => {
    expect(pageUrl(env, asked(host), '/runs/x')).toBe('http://127.0.0.1:3000/runs/x');
    expect(pageUrl({ ...env, host: '::1' }, asked(host), '/runs/x')).toBe('http://[::1]:3000/runs/x');
  });
});

it('of a verdict has the id as one part', () => {
  expect(verdictPath('../a b')).toBe('/runs/..%2Fa%20b/verdict');
});
