import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sentBody, startFakeUpstream, type Scenario } from '#lib/testing/fake-upstream.ts';
import { refuses, repliesWith } from '#lib/testing/upstream-scenarios.ts';
import { createCosineMetric } from './cosine-metric.ts';
import { openEmbeddingMetric } from './open.ts';

/** Vectors of the texts that the tests use. */
const VECTORS: Readonly<Record<string, number[]>> = {
  ready: [1, 1],
  east: [2, 0],
  'north-east': [3, 3],
  north: [0, 5],
  west: [-1, 0],
  nowhere: [0, 0],
  deep: [1, 2, 3],
};

const inputOf = (turn: Parameters<Scenario>[0]) => sentBody(turn.call).input as string[];

/** Answers with the vectors, in reverse order: the index counts. Refuses the text `too long`. */
const embeds: Scenario = (turn) => {
  const input = inputOf(turn);
  if (input.includes('too long')) return refuses(400, 'input is too long')(turn);
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: VECTORS[text] ?? [1, 0],
  }));
  return repliesWith(200, JSON.stringify({ object: 'list', data: data.reverse() }))(turn);
};

async function start(scenario: Scenario = embeds) {
  const upstream = await startFakeUpstream();
  onTestFinished(() => upstream.close());
  upstream.play(scenario);
  const settings = { baseUrl: upstream.baseUrl, apiKey: 'sk-1', model: 'embed-small' };
  return { upstream, settings, metric: createCosineMetric(settings) };
}

describe('embedding_cosine', () => {
  it('has its own name', async () => {
    const { metric } = await start();
    expect(metric.identity).toMatchObject({ metric: 'embedding_cosine', model: 'embed-small', layer: null });
    await metric.close();
  });

  it.each([
    ['east', 'east', 1],
    ['east', 'north-east', Math.SQRT1_2],
    ['east', 'north', 0],
    ['east', 'west', 0],
    ['east', 'nowhere', 0],
  ])('%s against %s: %d', async (reference, prediction, expected) => {
    const { metric } = await start();
    const score = await metric.score(reference, prediction);
    expect(score.f1).toBeCloseTo(expected, 12);
    expect(score).toEqual({ precision: score.f1, recall: score.f1, f1: score.f1, truncated: false });
  });

  it('asks as OpenAI is asked, once for all texts of a moment and never again for one', async () => {
    const { metric, upstream } = await start();
    await Promise.all([metric.score('east', 'north'), metric.score('east', 'west')]);
    await metric.score('north', 'west');
    expect(upstream.calls).toHaveLength(1);
    expect(upstream.lastCall.path).toBe('/v1/embeddings');
    expect(upstream.lastCall.headers.authorization).toBe('Bearer sk-1');
    expect(sentBody(upstream.lastCall)).toEqual({
      model: 'embed-small',
      input: ['east', 'north', 'west'],
      encoding_format: 'float',
    });
  });

  it('splits what is too much for one request', async () => {
    const { metric, upstream } = await start();
    const texts = Array.from({ length: 300 }, (_, at) => `text ${at}`);
    await Promise.all(texts.map((text) => metric.score('east', text)));
    const sizes = upstream.calls.map((call) => (sentBody(call).input as string[]).length);
    expect(sizes).toEqual([128, 128, 45]);
  });

  it('scores a text without content with 0 and sends nothing', async () => {
    const { metric, upstream } = await start();
    expect((await metric.score('east', ' \n')).f1).toBe(0);
    expect((await metric.score('', 'east')).f1).toBe(0);
    expect(upstream.calls).toHaveLength(0);
  });

  it('loses no score to a text that the server refuses', async () => {
    const { metric } = await start();
    const outcomes = await Promise.allSettled([
      metric.score('east', 'east'),
      metric.score('east', 'too long'),
    ]);
    expect(outcomes[0]).toMatchObject({ status: 'fulfilled', value: { f1: 1 } });
    expect(String((outcomes[1] as PromiseRejectedResult).reason)).toContain('input is too long');
  });

  it('tries a failed text again when it is asked for again', async () => {
    const { metric, upstream } = await start(refuses(400, 'not now'));
    await expect(metric.score('east', 'east')).rejects.toThrow('not now');
    upstream.play(embeds);
    expect((await metric.score('east', 'east')).f1).toBe(1);
  });

  it('refuses embeddings of another size than before', async () => {
    const { metric } = await start();
    await metric.score('east', 'north');
    await expect(metric.score('deep', 'deep')).rejects.toThrow(
      'gave embeddings of 3 numbers after ones of 2',
    );
  });

  it.each([
    ['no list', {}, 'without a list of embeddings'],
    ['too few', { data: [] }, '0 embeddings for 1 texts'],
    ['text', { data: [{ index: 0, embedding: 'AAAA' }] }, 'no list of numbers'],
    ['no numbers', { data: [{ index: 0, embedding: [] }] }, 'no list of numbers'],
    ['null', { data: [null] }, 'no list of numbers'],
    ['a wrong index', { data: [{ index: 7, embedding: [1] }] }, 'leave a text out'],
  ])('refuses an answer with %s', async (_name, body, said) => {
    const { metric } = await start(repliesWith(200, JSON.stringify(body)));
    await expect(metric.score('east', 'east')).rejects.toThrow(said);
  });
});

describe('opening embedding_cosine', () => {
  const open = async (scenario: Scenario) => {
    const { settings: upstream } = await start(scenario);
    return openEmbeddingMetric({
      settings: {
        kind: 'embedding_cosine',
        model: 'embed-small',
        layer: null,
        dtype: 'fp32',
        idf: false,
        rescale: false,
      },
      references: [],
      cacheDir: '/nonexistent',
      hubUrl: 'http://127.0.0.1:9',
      workerFile: join(import.meta.dirname, 'worker.ts'),
      upstream,
    });
  };

  it('tries the server first', async () => {
    expect((await open(embeds)).ok).toBe(true);
    const refused = await open(refuses(401, 'no such key'));
    expect(refused).toEqual({ ok: false, reason: expect.stringContaining('no such key') as string });
  });
});
