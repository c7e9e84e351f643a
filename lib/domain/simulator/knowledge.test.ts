import { describe, expect, it } from 'vitest';
import { knownAnswer, normalisedPrompt, promptOf } from './knowledge.ts';

const transcript = 'User: Who painted Guernica?\nAssistant: Pablo Picasso.\nUser: Where is it?';
const knowledge = new Map(
  [
    ['What is the boiling point of water?', 'long'],
    ['What is the boiling point of water? Answer briefly.', 'longer'],
    ['Hello there', 'short'],
    [transcript, 'Madrid'],
  ].map(([prompt = '', answer = '']) => [normalisedPrompt(prompt), answer]),
);

describe('knownAnswer', () => {
  it.each([
    ['what is the  boiling point of WATER?', 'long'],
    ['Q: What is the boiling point of water? Answer briefly. A:', 'longer'],
    ['He said: hello there', undefined], // too short to be sure
    ['Something else', undefined],
  ])('%j → %j', (prompt, expected) => {
    expect(knownAnswer(prompt, knowledge)).toBe(expected);
  });
});

describe('promptOf', () => {
  const turns = [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Who painted Guernica?' },
    { role: 'assistant', text: 'Pablo Picasso.' },
    { role: 'user', text: 'Where is it?' },
  ];

  it('takes the transcript when that is known, else the last user message', () => {
    expect(promptOf(turns, knowledge)).toBe(transcript);
    expect(promptOf(turns, new Map())).toBe('Where is it?');
    expect(promptOf([...turns, { role: 'tool', text: '{}' }], new Map())).toBe('Where is it?');
    expect(promptOf([{ role: 'system', text: 'Only this' }], knowledge)).toBe('Only this');
  });
});
