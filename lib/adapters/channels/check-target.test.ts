import { describe, expect, it } from 'vitest';
import type { ChannelTarget } from '#lib/domain/alerts/channel.ts';
import { checkTarget } from './check-target.ts';

const slack = (url: string): ChannelTarget => ({ kind: 'slack', url });
const webhook = (url: string): ChannelTarget => ({ kind: 'webhook', url, secret: 'sixteen letters!' });
const email = (host: string, security: 'tls' | 'none' = 'tls'): ChannelTarget => ({
  ...{ kind: 'email', host, port: 25, security, username: null, password: null },
  ...{ from: 'a@example.com', to: ['b@example.com'] },
});

describe('checkTarget', () => {
  it.each([
    'http://10.0.0.1/x',
    'https://10.0.0.1/x',
    'https://10.0.0.1./x',
    'https://127.1/x',
    'https://2130706433/x',
    'https://0x7f000001/x',
    'https://0x7f.0.0.0x1/x',
    'https://0177.0.0.01/x',
    'https://169.254.1.1',
    'https://172.16.9.9:8443/x',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::7]/',
    'https://[fe80::1]/',
    'https://localhost/x',
    'https://LOCALHOST./x',
    'https://hooks.localhost/x',
    'https://127。0。0。1/x',
    'https://①27.0.0.1/x',
  ])('refuses %s as an address of Slack and of a webhook', (url) => {
    const problem = { field: 'url', message: expect.stringContaining('is not a public address') as string };
    expect(checkTarget(slack(url), [])).toEqual(problem);
    expect(checkTarget(webhook(url), ['10.9.9.9'])).toEqual(problem);
    expect(checkTarget(slack(url), ['*'])).toBeNull();
  });

  it('names the address that is meant', () => {
    expect(checkTarget(slack('https://[::1]/'), [])?.message).toBe(
      '::1 is not a public address; allowed_private_hosts of alerts.yaml can allow it',
    );
    expect(checkTarget(email('2130706433'), [])).toEqual({
      field: 'host',
      message:
        '2130706433 is not a public address (127.0.0.1); allowed_private_hosts of alerts.yaml can allow it',
    });
    expect(checkTarget(slack('https://localhost/x'), [])?.message).toMatch(
      /^localhost is not a public address/,
    );
  });

  it.each([
    ['https://hooks.slack.com/services/T0/B0/x'],
    ['https://8.8.8.8/x'],
    ['https://134744072/x'],
    ['https://[2606:4700::1111]:8443/x'],
    ['https://localhost.example.com/x'],
    ['https://10.0.0.1.example.com/x'],
  ])('takes %s', (url) => {
    expect(checkTarget(slack(url), [])).toBeNull();
  });

  it.each([
    ['http://hooks.example.com/x', 'expected an https:// address'],
    ['http://8.8.8.8/x', 'expected an https:// address'],
    ['https://user:password@hooks.example.com/x', 'expected an address without user and password'],
    ['ftp://hooks.example.com/x', 'expected an https:// address'],
    ['nowhere', 'the address is not a URL'],
  ])('refuses %s', (url, message) => {
    expect(checkTarget(webhook(url), [])).toEqual({ field: 'url', message });
  });

  it('lets the hosts be private and without TLS that configuration names', () => {
    const allowed = ['127.0.0.1', 'Mail.Internal', '::1'];
    for (const url of ['http://127.0.0.1:8080/x', 'http://0x7f000001/x', 'http://[::1]:8080/x'])
      expect(checkTarget(slack(url), allowed), url).toBeNull();
    expect(checkTarget(email('mail.internal', 'none'), allowed)).toBeNull();
    expect(checkTarget(slack('http://127.0.0.2/x'), allowed)).toMatchObject({ field: 'url' });
  });

  it('checks mail servers alike', () => {
    expect(checkTarget(email('smtp.example.com'), [])).toBeNull();
    expect(checkTarget(email('2606:4700::1111'), [])).toBeNull();
    for (const host of ['::1', '[::1]', '10.0.0.1', '0x7f.1', 'localhost', '192.168.0.5'])
      expect(checkTarget(email(host), []), host).toMatchObject({
        field: 'host',
        message: expect.stringContaining('is not a public address') as string,
      });
    for (const host of ['smtp example.com', 'a@b', 'a/b', 'smtp.example.com:25', ''])
      expect(checkTarget(email(host), []), host).toEqual({
        field: 'host',
        message: 'expected the name or the address of a host',
      });
    expect(checkTarget(email('smtp.example.com', 'none'), [])).toMatchObject({ field: 'security' });
  });
});
