import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamCapture } from './stream-capture.ts';

const choice = (delta: unknown, more: object = {}) =>
  JSON.stringify({ choices: [{ index: 0, delta, ...more }] });
const text = (content: string) => choice({ content });
const USAGE = { prompt_tokens: 3, completion_tokens: 5 };

function captureOf(frames: readonly string[], maxCharacters = 1_000): StreamCapture {
  const capture = new StreamCapture(maxCharacters);
  for (const frame of frames) capture.accept(frame);
  return capture;
}

describe('a captured stream', () => {
  it('is empty and not complete at first', () => {
    const capture = captureOf([]);
    expect(capture.isComplete).toBe(false);
    expect(capture.completion).toEqual({ text: '', toolCalls: null, finishReason: null, usage: null });
  });

  it('joins its texts', () => {
    const capture = new StreamCapture(1_000);
    expect(capture.accept(text('Hel'))).toEqual({ delta: 'Hel', isUsageOnly: false, isDone: false });
    expect(capture.accept(text('lo')).delta).toBe('lo');
    expect(capture.completion.text).toBe('Hello');
  });

  it('takes a refusal for its text', () => {
    expect(captureOf([choice({ refusal: 'No.' })]).completion.text).toBe('No.');
    expect(captureOf([choice({ content: null, refusal: 'No.' })]).completion.text).toBe('No.');
  });

  it.each([
    ['finish_reason', [text('a'), choice({}, { finish_reason: 'stop' })], true],
    ['[DONE]', [text('a'), '[DONE]'], true],
    ['[DONE] with white space', [text('a'), ' [DONE] \n'], true],
    ['a finish_reason of null', [text('a'), choice({}, { finish_reason: null })], false],
    ['usage alone', [text('a'), JSON.stringify({ choices: [], usage: USAGE })], false],
    ['the text [DONE]', [text('[DONE]')], false],
    ['an error before [DONE]', [text('a'), '{"error":{"message":"x"}}', '[DONE]'], false],
    ['an error after the finish_reason', [choice({}, { finish_reason: 'stop' }), '{"error":{}}'], false],
  ])('is complete or not by %s', (_, frames, expected) => {
    expect(captureOf(frames).isComplete).toBe(expected);
  });

  it.each([
    ['a message', { message: 'overloaded', code: 1 }, 'overloaded'],
    ['none', { code: 1 }, '{"code":1}'],
  ])('tells the error that came in it, with %s', (_, error, expected) => {
    expect(captureOf([JSON.stringify({ error })]).error).toBe(expected);
  });

  it('takes the latest usage, also from a frame with text', () => {
    const capture = new StreamCapture(1_000);
    const both = JSON.stringify({ choices: [{ index: 0, delta: { content: 'a' } }], usage: USAGE });
    expect(capture.accept(both)).toMatchObject({ delta: 'a', isUsageOnly: false });
    const last = JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } });
    expect(capture.accept(last)).toEqual({ delta: '', isUsageOnly: true, isDone: false });
    expect(capture.completion.usage).toEqual({ inputTokens: 3, cachedInputTokens: 0, outputTokens: 9 });
  });

  it.each([
    ['no usage', '{"choices":[]}'],
    ['a usage of null', '{"choices":[],"usage":null}'],
    ['a usage that is none', '{"choices":[],"usage":{"prompt_tokens":"3"}}'],
  ])('does not hide a frame without choices and with %s', (_, frame) => {
    expect(captureOf([]).accept(frame).isUsageOnly).toBe(false);
  });

  it('joins the parts of several tool calls by their index', () => {
    const part = (index: number, more: object) => choice({ tool_calls: [{ index, ...more }] });
    const { toolCalls } = captureOf([
      part(1, { id: 'b', type: 'function', function: { name: 'g', arguments: '' } }),
      part(0, { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }),
      part(0, { function: { arguments: ':1}' } }),
      part(1, { function: { arguments: '{}' } }),
    ]).completion;
    expect(toolCalls).toEqual([
      { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
      { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
    ]);
  });

  it('keeps so much of the text and no more, and still hands all of it on', () => {
    const capture = new StreamCapture(5);
    expect(capture.accept(text('abc')).delta).toBe('abc');
    expect(capture.accept(text('defg')).delta).toBe('defg');
    expect(capture.accept(text('h')).delta).toBe('h');
    expect(capture.completion.text).toBe('abcde');
  });

  it('keeps a bounded part of tool calls', () => {
    const part = choice({ tool_calls: [{ index: 0, function: { name: 'f', arguments: 'x'.repeat(10) } }] });
    const [call] = captureOf(Array<string>(1_000).fill(part), 50).completion.toolCalls ?? [];
    expect(JSON.stringify(call).length).toBeLessThan(1_500);
  });

  it('ignores other choices than the first', () => {
    const other = JSON.stringify({ choices: [{ index: 1, delta: { content: 'x' }, finish_reason: 'stop' }] });
    const capture = captureOf([other, text('a')]);
    expect(capture.completion.text).toBe('a');
    expect(capture.isComplete).toBe(false);
  });

  it('never throws, whatever comes', () => {
    const shape = fc.object({
      key: fc.constantFrom(
        'choices',
        'delta',
        'content',
        'tool_calls',
        'function',
        'usage',
        'error',
        'index',
        '0',
      ),
      withNullPrototype: false,
      maxDepth: 5,
    });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json(),
            shape.map((value) => JSON.stringify(value)),
          ),
        ),
        (frames) => {
          expect(typeof captureOf(frames).completion.text).toBe('string');
        },
      ),
    );
  });
});
