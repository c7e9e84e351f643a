import { expect, it } from 'vitest';
import { hashOnlyFeedback, redactFeedback } from './protect-feedback.ts';
import { builtInDetectors, createTextRedactor } from './text-redactor.ts';

const MAIL = 'ada@example.com';
interface Texts {
  comment?: string | null;
  user_id?: string | null;
}

const tools = {
  redact: createTextRedactor(builtInDetectors({ email: true, phone: true, card: true, key: true })),
  pseudonymOf: (identifier: string) => `anon-${identifier.length}`,
};

it.each<[typeof redactFeedback<Texts>, Texts, Texts]>([
  [
    redactFeedback,
    { comment: `write to ${MAIL}`, user_id: MAIL },
    { comment: 'write to [email]', user_id: 'anon-15' },
  ],
  [redactFeedback, { comment: 'wrong year', user_id: 'u-1' }, { comment: 'wrong year', user_id: 'u-1' }],
  [redactFeedback, { comment: null, user_id: null }, { comment: null, user_id: null }],
  [redactFeedback, {}, {}],
  [hashOnlyFeedback, { comment: 'wrong year', user_id: 'u-1' }, { comment: null, user_id: 'anon-3' }],
  [hashOnlyFeedback, { comment: null, user_id: '' }, { comment: null, user_id: '' }],
  [hashOnlyFeedback, {}, {}],
])('%o makes of %j what may be stored', (protect, texts, stored) => {
  expect(protect(texts, tools)).toEqual(stored);
});
