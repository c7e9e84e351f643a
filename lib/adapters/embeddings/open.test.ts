import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddingMetric } from '#lib/domain/metrics/embedding-metric.ts';
import {
  scoreDistance as distance,
  tinyBertFolder,
  tinyBertTolerance as tolerance,
  tinyBertVectors,
} from '#lib/testing/tiny-bert.ts';
import { openEmbeddingMetric, type EmbeddingMetricOptions } from './open.ts';

const { pairs, edge_pairs: edges } = tinyBertVectors;
const workerFile = join(import.meta.dirname, 'worker.ts');

type Settings = EmbeddingMetricOptions['settings'];
const plain: Settings = {
  kind: 'bertscore',
  model: tinyBertFolder,
  layer: null,
  dtype: 'fp32',
  idf: false,
  rescale: false,
};

function open(changes: Partial<Settings>, options: Partial<EmbeddingMetricOptions> = {}) {
  return openEmbeddingMetric({
    settings: { ...plain, ...changes },
    references: pairs.map((pair) => pair.reference),
    cacheDir: '/nonexistent',
    hubUrl: 'http://127.0.0.1:9',
    workerFile,
    ...options,
  });
}

async function opened(changes: Partial<Settings>, options?: Partial<EmbeddingMetricOptions>) {
  const opening = await open(changes, options);
  if (!opening.ok) throw new Error(opening.reason);
  return opening.metric;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lrg-model-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  cpSync(tinyBertFolder, made, { recursive: true });
  return made;
}

describe('the metric', () => {
  let metric: EmbeddingMetric;
  beforeAll(async () => {
    metric = await opened({});
    return () => metric.close();
  });

  it('is named for what it is, at the last layer of a model that nobody tuned', () => {
    expect(metric.identity).toEqual({
      metric: 'token_greedy_f1',
      model: 'tiny-bert-a',
      layer: 3,
      dtype: 'fp32',
      idf: false,
      rescaled: false,
    });
  });

  it('gives the scores of its own thread', async () => {
    const scores = await Promise.all(pairs.map((pair) => metric.score(pair.reference, pair.candidate)));
    const worst = scores.map((score, at) => distance(score, pairs[at]?.plain['3']));
    expect(Math.max(...worst)).toBeLessThanOrEqual(tolerance.scores);
  });

  it.each(edges)('$id: a side of special tokens alone scores 0', async ({ reference, candidate }) => {
    expect(await metric.score(reference, candidate)).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
      truncated: false,
    });
  });

  it('takes any text, lone surrogates and 100,000 words as well', async () => {
    const long = 'word '.repeat(100_000);
    expect(await metric.score('\uD800 text', long)).toMatchObject({ truncated: true });
  });

  it('rejects once it is closed', async () => {
    const other = await opened({});
    await other.close();
    await expect(other.score('a', 'b')).rejects.toThrow('the embedding model was closed');
    await other.close();
  });
});

describe('model folders', () => {
  const patchJson = (file: string, changes: object) =>
    writeFileSync(
      file,
      JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...changes }),
    );

  it('caps texts by the model where the tokenizer declares no length, or a monstrous one', async () => {
    for (const model_max_length of [undefined, 1e30]) {
      const model = folder();
      patchJson(join(model, 'tokenizer_config.json'), { model_max_length });
      const metric = await opened({ model, layer: 2 });
      for (const pair of pairs.filter(({ tags }) => tags.includes('truncation'))) {
        const score = await metric.score(pair.reference, pair.candidate);
        expect(distance(score, pair.plain['2'])).toBeLessThanOrEqual(tolerance.scores);
        expect(score.truncated).toBe(true);
      }
      await metric.close();
    }
  });

  it('finds a model file beside the others', async () => {
    const model = folder();
    cpSync(join(model, 'onnx/model.onnx'), join(model, 'model_quantized.onnx'));
    rmSync(join(model, 'onnx'), { recursive: true });
    const metric = await opened({ model, dtype: 'q8' });
    expect(metric.identity.dtype).toBe('q8');
    expect((await metric.score('The cat.', 'The cat.')).f1).toBeCloseTo(1, 5);
    await metric.close();
  });

  it.each([
    ['config.json', 'lacks'],
    ['tokenizer.json', 'tokenizer.json'],
    ['onnx/model.onnx', 'model.onnx'],
  ])('says that %s is missing', async (file, said) => {
    const model = folder();
    rmSync(join(model, file));
    expect(await open({ model })).toEqual({ ok: false, reason: expect.stringContaining(said) as string });
  });

  it.each([
    ['config.json', '{', 'config.json is no JSON'],
    ['config.json', '{}', "doesn't say how many hidden layers"],
    ['onnx/model.onnx', 'version https://git-lfs', 'no ONNX model'],
    ['tokenizer.json', '{}', 'tokenizer'],
  ])('says what is wrong with %s: %j', async (file, content, said) => {
    const model = folder();
    writeFileSync(join(model, file), content);
    expect(await open({ model })).toEqual({ ok: false, reason: expect.stringContaining(said) as string });
  });

  it.each([
    [{ layer: 4 }, 'the model has hidden layers 0 to 3, not 4'],
    [{ rescale: true, layer: 2 }, 'no published rescaling values for tiny-bert-a at layer 2'],
    [{ dtype: 'fp16' as const }, 'onnx/model_fp16.onnx'],
    [{ kind: 'none' as const }, 'no embedding metric is configured'],
    [{ kind: 'embedding_cosine' as const }, 'needs an upstream'],
    [{ model: './no/such/folder' }, 'there is no folder ./no/such/folder'],
    [{ model: '../../etc/passwd' }, 'there is no folder'],
  ])('refuses %j', async (changes, said) => {
    expect(await open(changes)).toEqual({ ok: false, reason: expect.stringContaining(said) as string });
  });

  it('refuses idf weights without references', async () => {
    const opening = await open({ idf: true }, { references: [] });
    expect(opening).toEqual({ ok: false, reason: expect.stringContaining('need references') as string });
  });
});
