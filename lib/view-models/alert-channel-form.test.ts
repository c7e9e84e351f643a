import { expect, it } from 'vitest';
import { readChannelForm } from './alert-channel-form.ts';

const named = { id: 'team', name: 'Team' };
const mail = { ...named, host: 'smtp.example.com', port: '587', from: 'a@example.com' };

it('reads each kind', () => {
  expect(readChannelForm({ ...named, url: ' https://hooks.slack.com/x ' }, 'slack').channel).toEqual({
    ...named,
    target: { kind: 'slack', url: 'https://hooks.slack.com/x' },
  });
  expect(readChannelForm({ ...mail, to: 'b@example.com, c@example.com' }, 'email').channel?.target).toEqual({
    ...{ kind: 'email', host: 'smtp.example.com', port: 587, security: 'starttls', from: 'a@example.com' },
    ...{ username: null, password: null, to: ['b@example.com', 'c@example.com'] },
  });
});

it.each([
  [{ ...named, url: 'hooks' }, 'slack', ['url']],
  [{ ...named, id: 'A B', url: 'https://a.example' }, 'slack', ['id']],
  [{ ...named, url: 'https://a.example', secret: 'short' }, 'webhook', ['secret']],
  [{ ...mail, port: 'smtp', to: '' }, 'email', ['port', 'to']],
  [{ ...mail, to: 'nobody' }, 'email', ['to']],
] as const)('says what is wrong with %j', (form, kind, fields) => {
  const { channel, errors } = readChannelForm(form, kind);
  expect(channel).toBeNull();
  expect(Object.keys(errors)).toEqual(fields);
});
