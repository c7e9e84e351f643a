import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgementScore, readJudgement } from '#lib/domain/judge/judgement.ts';
import { judgeMessages, judgementJsonSchema } from '#lib/domain/judge/prompt.ts';
import { shadowRubric } from '#lib/testing/rubrics.ts';
import { simulatorProfiles } from '#lib/domain/simulator/profiles.ts';
import { loadKnowledge, startSimulatorServer, type SimulatorServer } from './server.ts';

const prompt = 'What is the capital of Australia, and why was that city chosen?';
const ideal =
  'The capital of Australia is Canberra. It was chosen in 1908 as a compromise between Sydney and Melbourne. ' +
  'Parliament moved there in 1927.';
const messages = [{ role: 'user' as const, content: prompt }];

let server: SimulatorServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startSimulatorServer({ knowledge: new Map([[prompt, ideal]]), timeScale: 0 });
  client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none', maxRetries: 0 });
});
afterAll(() => server.close());

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('chat completions through the official client', () => {
  it('answers, says that it is simulated, and counts tokens', async () => {
    const answer = await client.chat.completions.create({ model: 'gpt-4.1', messages });
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'simulated/gpt-4.1',
      system_fingerprint: 'simulator',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
      usage: { prompt_tokens: 20, prompt_tokens_details: { cached_tokens: 0 } },
    });
    const { usage } = answer;
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it('repeats its answers under new ids', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => client.chat.completions.create({ model: 'small', messages })),
    );
    expect(a?.choices).toEqual(b?.choices);
    expect(a?.id).not.toBe(b?.id);
  });

  it('streams the same text, with usage in a last chunk when asked', async () => {
    const whole = await client.chat.completions.create({ model: 'medium', messages });
    const chunks = await collect(
      await client.chat.completions.create({
        model: 'medium',
        messages,
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks.length).toBeGreaterThan(8);
  });

  it('streams without usage when nobody asked', async () => {
    const stream = await client.chat.completions.create({ model: 'medium', messages, stream: true });
    for await (const chunk of stream) expect(chunk).not.toHaveProperty('usage');
  });

  it('stops at the limit of tokens', async () => {
    const answer = await client.chat.completions.create({
      model: 'large',
      messages,
      max_completion_tokens: 5,
    });
    expect(answer.choices[0]?.finish_reason).toBe('length');
    expect(answer.usage?.completion_tokens).toBeLessThanOrEqual(5);
  });

  it('reads content parts and obeys structured output', async () => {
    const answer = await client.chat.completions.create({
      model: 'large',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Describe a weather report.' }] }],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'report',
          schema: { type: 'object', properties: { rain: { type: 'boolean' } }, required: ['rain'] },
        },
      },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({
      rain: expect.any(Boolean) as boolean,
    });
  });
});

describe('a client that leaves', () => {
  it.each([true, false])('stops the model (streamed: %s)', async (stream) => {
    const left = Promise.withResolvers<string>();
    let waits = 0;
    const slow = await startSimulatorServer({
      knowledge: new Map([[prompt, ideal]]),
      sleep: (_, signal) => {
        waits += 1;
        if (stream && waits < 4) return Promise.resolve();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            left.resolve('left');
            reject(new Error('left'));
          });
          if (!stream) gone.abort();
        });
      },
    });
    const gone = new AbortController();
    const impatient = new OpenAI({ baseURL: slow.baseUrl, apiKey: 'none', maxRetries: 0 });
    const read = async () => {
      const options = { signal: gone.signal };
      if (!stream) return impatient.chat.completions.create({ model: 'medium', messages }, options);
      const chunks = await impatient.chat.completions.create({ model: 'medium', messages, stream }, options);
      for await (const chunk of chunks)
        if (chunk.choices[0]?.delta.content?.includes('capital')) gone.abort();
      return undefined;
    };
    await read().catch((error: unknown) => expect(error).toBeInstanceOf(OpenAI.APIUserAbortError));
    expect(await left.promise).toBe('left');
    await slow.close();
  });

  it('does not keep the server from closing', async () => {
    const other = await startSimulatorServer({ knowledge: new Map() });
    const waiting = fetch(`${other.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'medium+hang', messages }),
    });
    await fetch(`${other.baseUrl}/models`); // the server has certainly taken the first request by then
    await other.close();
    await expect(waiting).rejects.toThrow();
  });
});

describe('tool calls', () => {
  const tools = [
    {
      type: 'function' as const,
      function: {
        name: 'get_weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    },
  ];
  const call = { name: 'get_weather', arguments: '{"city":"simulated city"}' };

  it.each([
    { tool_choice: 'required' as const },
    { tool_choice: { type: 'function' as const, function: call } },
  ])('answers with one call: $tool_choice', async ({ tool_choice }) => {
    const answer = await client.chat.completions.create({ model: 'large', messages, tools, tool_choice });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ type: 'function', function: call }] },
    });
  });

  it('streams the call', async () => {
    const stream = client.chat.completions.stream({
      model: 'large',
      messages,
      tools,
      tool_choice: 'required',
    });
    const answer = await stream.finalChatCompletion();
    expect(answer.choices[0]?.message.tool_calls).toMatchObject([{ type: 'function', function: call }]);
    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('refuses a choice that is not among the tools, and ignores tools that are not forced', async () => {
    const tool_choice = { type: 'function' as const, function: { name: 'other' } };
    const wrong = client.chat.completions.create({ model: 'large', messages, tools, tool_choice });
    await expect(wrong).rejects.toMatchObject({ status: 400, param: 'tool_choice' });
    const free = await client.chat.completions.create({ model: 'large', messages, tools });
    expect(free.choices[0]?.message.content).toContain('Canberra');
  });
});

describe('the judge', () => {
  const judge = async (answer: string) => {
    const reply = await client.chat.completions.create({
      model: 'judge',
      messages: judgeMessages(shadowRubric, { prompt, answer }, randomUUID()),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'judgement', strict: true, schema: judgementJsonSchema(shadowRubric) },
      },
    });
    const reading = readJudgement(reply.choices[0]?.message.content ?? '', shadowRubric);
    return reading.ok ? (judgementScore(reading.judgement, shadowRubric) ?? -1) : reading.problem;
  };

  it('gives a reply that the strict reader accepts, and better answers more', async () => {
    const wrong = 'The capital of Australia is not Canberra. It was chosen in 1958 as a compromise.';
    const scores = await Promise.all([ideal, wrong, 'Bananas are yellow.', ''].map(judge));
    expect(scores).toEqual(scores.toSorted((a, b) => Number(b) - Number(a)));
    expect(scores[0]).toBeGreaterThan(0.8);
    expect(scores[3]).toBe(0);
  });
});

it('lists its profiles with what they declare', async () => {
  const models = await collect(client.models.list());
  expect(models.map((model) => model.id)).toEqual(simulatorProfiles.map((profile) => profile.name));
  expect(models[0]).toMatchObject({ object: 'model', owned_by: 'simulator', quality: 0.97, latency_ms: 420 });
  expect(await client.models.retrieve('gpt-4.1-mini')).toMatchObject({ id: 'gpt-4.1-mini', quality: 0.9 });
});

it('loads knowledge from JSON lines, whatever is wrong with the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  const path = join(folder, 'prompts.jsonl');
  const lines = [
    JSON.stringify({ id: 1, prompt: 'What  is IT?', reference_response: 'This.' }),
    '{broken',
    '{"a":1}',
    '',
  ];
  await writeFile(path, lines.join('\n'));
  expect(await loadKnowledge(path)).toEqual(new Map([['what is it?', 'This.']]));
  await rm(folder, { recursive: true });
  expect(await loadKnowledge(path)).toEqual(new Map());
});
