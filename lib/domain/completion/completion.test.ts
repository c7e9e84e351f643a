import { describe, expect, it } from 'vitest';
import { readCompletion } from './completion.ts';
import { readUsage } from './usage.ts';

describe('readUsage', () => {
  it.each([
    [
      'all of it',
      { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } },
      [10, 4, 5],
    ],
    ['nothing cached', { prompt_tokens: 10, completion_tokens: 5 }, [10, 0, 5]],
    ['details of null', { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: null }, [10, 0, 5]],
    [
      'more cached than there was',
      { prompt_tokens: 3, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } },
      [3, 3, 5],
    ],
    ['zeros', { prompt_tokens: 0, completion_tokens: 0 }, [0, 0, 0]],
    [
      'cached tokens that are none',
      { prompt_tokens: 3, completion_tokens: 5, prompt_tokens_details: { cached_tokens: -1 } },
      [3, 0, 5],
    ],
  ])('reads %s', (_, usage, [inputTokens, cachedInputTokens, outputTokens]) => {
    expect(readUsage(usage)).toEqual({ inputTokens, cachedInputTokens, outputTokens });
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['an array', [1]],
    ['one half', { prompt_tokens: 1 }],
    ['the other half', { completion_tokens: 1 }],
    ['texts', { prompt_tokens: '1', completion_tokens: '1' }],
    ['fractions', { prompt_tokens: 1.5, completion_tokens: 1 }],
    ['less than nothing', { prompt_tokens: -1, completion_tokens: 1 }],
    ['more than a column holds', { prompt_tokens: 2 ** 31, completion_tokens: 1 }],
  ])('is null for %s', (_, usage) => {
    expect(readUsage(usage)).toBeNull();
  });
});

describe('readCompletion', () => {
  const of = (message: unknown, more: object = {}) => ({ choices: [{ message, ...more }] });

  it('reads text, finish reason, tool calls and usage', () => {
    const calls = [{ id: 'a' }];
    const body = {
      ...of({ content: 'Hi', tool_calls: calls }, { finish_reason: 'stop' }),
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    expect(readCompletion(body)).toEqual({
      text: 'Hi',
      toolCalls: calls,
      finishReason: 'stop',
      usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2 },
    });
  });

  it.each([
    ['content of null', of({ content: null }), ''],
    ['a refusal', of({ content: null, refusal: 'No.' }), 'No.'],
    ['content that is no text', of({ content: [{ type: 'text' }] }), ''],
  ])('takes %s', (_, body, text) => {
    expect(readCompletion(body)).toEqual({ text, toolCalls: null, finishReason: null, usage: null });
  });

  it('takes no tool calls for none', () => {
    expect(readCompletion(of({ content: '', tool_calls: [] }))?.toolCalls).toBeNull();
  });

  it.each([
    ['null', null],
    ['a text', 'x'],
    ['an error', { error: { message: 'x' } }],
    ['no choices', { choices: [] }],
    ['choices of null', { choices: null }],
    ['a choice without a message', { choices: [{ delta: {} }] }],
    ['a message of null', of(null)],
  ])('is null for %s', (_, body) => {
    expect(readCompletion(body)).toBeNull();
  });
});
