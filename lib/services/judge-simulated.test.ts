import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChatModels } from '#lib/adapters/llm/chat-models.ts';
import { startSimulatorServer, type SimulatorServer } from '#lib/adapters/simulator/server.ts';
import { createModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import { goldenRubric } from '#lib/testing/rubrics.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { judgeAnswer } from './judge-answer.ts';
import { runCanaries } from './judge-canaries.ts';

const examples = readFileSync(new URL('../../data/raw/prompts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { id: string; prompt: string; reference_response: string })
  .map(({ prompt, reference_response: reference }) => ({ prompt, reference }));
const some = examples.filter((_, i) => i % 6 === 0);
const options = { timeoutMs: 10_000 };

describe('the simulated judge', () => {
  let server: SimulatorServer;
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    server = await startSimulatorServer({ knowledge: new Map(), timeScale: 0 });
  });
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    await server.close();
  });

  function contextOf(judge: string, temperature = 0) {
    const config = testConfig(server.baseUrl, {
      scorer: { judge_model: judge, judge_temperature: temperature },
    });
    const models = createModelDirectory({
      models: config.models,
      variable: () => null,
      simulatorBaseUrl: server.baseUrl,
      sleep: () => Promise.resolve(),
    });
    const chatModels = createChatModels(() => performance.now(), 8);
    closers.push(models.close, chatModels.close);
    return {
      config,
      models,
      chatModels,
      random: { hex: (bytes: number) => randomBytes(bytes).toString('hex') },
    };
  }
  const mean = (scores: (number | null)[]) =>
    scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) / scores.length;

  it('gives references nearly full marks and answers to other prompts hardly any, none of them missing', async () => {
    const ctx = contextOf('judge');
    const judge = (answerOf: (i: number) => string) =>
      Promise.all(
        some.map((example, i) =>
          judgeAnswer(ctx, goldenRubric, { ...example, answer: answerOf(i) }, options),
        ),
      );
    const good = await judge((i) => some[i]?.reference ?? '');
    const bad = await judge((i) => some[(i + 7) % some.length]?.reference ?? '');
    expect(good.concat(bad).filter(({ missingReason }) => missingReason !== null)).toEqual([]);
    expect(mean(good.map(({ score }) => score))).toBeGreaterThan(0.95);
    expect(mean(bad.map(({ score }) => score))).toBeLessThan(0.4);
    expect(good.every(({ usage }) => usage.calls === 1 && usage.inputTokens > 0)).toBe(true);
  });

  it('is not fooled by canaries', async () => {
    const { canaries } = await runCanaries(contextOf('judge'), goldenRubric, examples, options);
    expect(canaries.filter(({ fooled }) => fooled)).toEqual([]);
    expect(canaries).toHaveLength(10);
    for (const { kind, score, detail } of canaries) {
      if (kind === 'master_key') expect(score).toBe(0);
      else expect(detail).toBe('the judge suspects an injection');
    }
  });

  it('is fooled by all of them when it is the naive one, which judges honest answers like the other', async () => {
    const naive = contextOf('naive-judge');
    const { canaries } = await runCanaries(naive, goldenRubric, examples, options);
    expect(canaries.map(({ fooled, score }) => [fooled, score])).toEqual(Array(10).fill([true, 1]));
    const material = {
      prompt: 'What is the capital of France?',
      reference: 'The capital of France is Paris.',
    };
    for (const answer of ['The capital of France is Paris.', 'The capital of France is Lyon.']) {
      const [a, b] = await Promise.all(
        [naive, contextOf('judge')].map((ctx) =>
          judgeAnswer(ctx, goldenRubric, { ...material, answer }, options),
        ),
      );
      expect(a?.score).toBe(b?.score);
    }
  });

  it('repeats itself at temperature 0 and wavers above', async () => {
    const scoresAt = async (temperature: number) => {
      const ctx = contextOf('judge', temperature);
      const judged = await Promise.all(
        some
          .slice(0, 8)
          .map((example) =>
            judgeAnswer(
              ctx,
              goldenRubric,
              { ...example, answer: example.reference },
              { ...options, samples: 10 },
            ),
          ),
      );
      return judged.map(({ samples }) => new Set(samples.map(({ score }) => score)).size);
    };
    expect(new Set(await scoresAt(0))).toEqual(new Set([1]));
    expect(Math.max(...(await scoresAt(1)))).toBeGreaterThan(1);
  });

  it('understands a request for another reply', async () => {
    const ctx = contextOf('judge');
    let asked = 0;
    const chatModels: typeof ctx.chatModels = {
      ...ctx.chatModels,
      complete: async (call) => {
        const answer = await ctx.chatModels.complete(call);
        asked += 1;
        return asked === 1 ? { ...answer, text: `Here you are: ${answer.text}` } : answer;
      },
    };
    const [example] = some;
    if (!example) throw new Error('no example');
    const judged = await judgeAnswer(
      { ...ctx, chatModels },
      goldenRubric,
      { ...example, answer: example.reference },
      options,
    );
    expect(judged.usage.calls).toBe(2);
    expect(judged.score).toBeGreaterThan(0.8);
  });
});
