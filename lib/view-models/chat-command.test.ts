import { expect, it } from 'vitest';
import { chatCommand } from './chat-command.ts';

it('needs no key on this machine', () => {
  expect(chatCommand('http://localhost:3000').split(' \\\n  ')).toEqual([
    'curl -s http://localhost:3000/chat',
    `-H 'content-type: application/json'`,
    `-d '{"prompt":"Explain in two sentences what a hash function does."}'`,
  ]);
  expect(chatCommand('http://127.0.0.1:3000')).not.toContain('authorization');
  expect(chatCommand('http://[::1]:3000')).not.toContain('authorization');
});

it('shows where the key goes elsewhere', () => {
  expect(chatCommand('https://guard.example')).toContain('-H "authorization: Bearer $LRG_API_KEY"');
});
