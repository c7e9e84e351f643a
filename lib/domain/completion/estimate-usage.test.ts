import { describe, expect, it } from 'vitest';
import { estimateUsage } from './estimate-usage.ts';

const cut = (text: string, toolCalls: unknown[] | null = null) => ({
  text,
  toolCalls,
  finishReason: null,
  usage: null,
});
const call = (name: unknown, text: unknown) => ({ type: 'function', function: { name, arguments: text } });

describe('estimateUsage', () => {
  it.each([
    ['text', cut('x'.repeat(9)), 3],
    ['a tool call', cut('', [call('find', '{"a":1}')]), 3],
    ['several tool calls', cut('', [call('find', '1234'), call('show', '1234')]), 4],
    ['text and a tool call', cut('abcd', [call('find', '')]), 2],
    ['a tool call of which only the name has come', cut('', [call('f', '')]), 1],
  ])('counts %s by its characters', (_, completion, outputTokens) => {
    expect(estimateUsage('p'.repeat(5), completion)).toEqual({
      inputTokens: 2,
      cachedInputTokens: 0,
      outputTokens,
    });
  });

  it.each([
    ['nothing', cut('')],
    ['an empty list', cut('', [])],
    ['an empty call', cut('', [call('', '')])],
    ['calls of another shape', cut('', [null, 'x', { function: 'y' }, call(7, {})])],
  ])('says nothing about %s', (_, completion) => {
    expect(estimateUsage('prompt', completion)).toBeNull();
  });
});
