import { describe, expect, it } from 'vitest';
import { excerptOf, readPrompt } from './prompt.ts';

const conversation = JSON.stringify([
  { role: 'system', content: 'Be brief.' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What is\nthis?' },
      { type: 'image_url', image_url: {} },
    ],
  },
  { role: 'assistant', content: null, tool_calls: [{ id: 'x' }] },
]);

describe('readPrompt', () => {
  it('takes plain text as it is', () => {
    expect(readPrompt('Why?')).toEqual([{ role: null, text: 'Why?' }]);
  });

  it('reads the messages of a conversation, with the kinds of what is not text', () => {
    expect(readPrompt(conversation)).toEqual([
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'What is\nthis?\n[image_url]' },
      { role: 'assistant', text: '[{"id":"x"}]' },
    ]);
  });

  it.each(['[1, 2', '[1, 2]', '[]', '[{"content":"no role"}]'])('leaves %s alone', (text) => {
    expect(readPrompt(text)).toEqual([{ role: null, text }]);
  });
});

describe('excerptOf', () => {
  it('shows the last question on one line', () => {
    expect(excerptOf(conversation)).toBe('What is this? [image_url]');
    expect(excerptOf('  a\n\n b ')).toBe('a b');
  });

  it('cuts long text', () => {
    expect(excerptOf('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
  });

  it('falls back to the last message where nobody asked', () => {
    expect(excerptOf('[{"role":"system","content":"Hello"}]')).toBe('Hello');
  });
});
