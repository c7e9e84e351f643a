import { expect, it } from 'vitest';
import { failureWords } from './failure-words.ts';

it.each([
  ['', '(no message)'],
  ['connect ECONNREFUSED', 'connect ECONNREFUSED'],
  ['{"error":{"message":"Too \\"long\\"","type":"invalid","code":#}}', 'Too "long"'],
  ['{"detail": "no answer"}', 'no answer'],
  ['{"error":{"message":"cut o', '{"error":{"message":"cut o'],
  ['{"error":{"message":""}}', '{"error":{"message":""}}'],
  ['{"error":{"message":"bad \\x escape"}}', '{"error":{"message":"bad \\x escape"}}'],
  ['the text "message": "x" in prose', 'the text "message": "x" in prose'],
])('%s', (pattern, words) => {
  expect(failureWords(pattern)).toBe(words);
});
