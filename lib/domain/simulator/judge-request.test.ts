import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeMessages, judgementJsonSchema } from '../judge/prompt.ts';
import { shadowRubric } from '#lib/testing/rubrics.ts';
import { readJudgeRequest } from './judge-request.ts';

const ids = shadowRubric.criteria.map(({ id }) => ({ id }));
const text = (messages: { content: string }[], index: number) => messages[index]?.content ?? '';

describe('readJudgeRequest', () => {
  it('reads back what judgeMessages wrote, with and without an answer schema', () => {
    const texts = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(texts, texts, fc.option(texts, { nil: undefined }), (prompt, answer, reference) => {
        const material = { prompt, answer, ...(reference !== undefined && { reference }) };
        const messages = judgeMessages(shadowRubric, material, '3f9c-77');
        const shown = Object.fromEntries(Object.entries(material).map(([key, value]) => [key, value.trim()]));
        const expected = { rubric: { criteria: ids }, material: shown, boundary: '3f9c-77' };
        expect(readJudgeRequest(text(messages, 0), text(messages, 1))).toEqual(expected);
        const schema = judgementJsonSchema(shadowRubric);
        expect(readJudgeRequest(text(messages, 0), text(messages, 1), schema)).toEqual(expected);
      }),
    );
  });

  it('leaves ordinary conversations alone', () => {
    const messages = judgeMessages(shadowRubric, { prompt: 'a', answer: 'b' }, 'token');
    expect(readJudgeRequest('You are helpful.', text(messages, 1))).toBeNull();
    expect(readJudgeRequest(text(messages, 0), 'Hello')).toBeNull();
    expect(readJudgeRequest(text(messages, 0), 'BEGIN token\nnot JSON\nEND token')).toBeNull();
  });
});
