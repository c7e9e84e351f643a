import { describe, expect, it, onTestFinished } from 'vitest';
import { createIdfTable } from '#lib/domain/metrics/bertscore/idf.ts';
import { bestOfReferences } from '#lib/domain/metrics/bertscore/score-tokens.ts';
import {
  scoreDistance,
  tinyBertFolder,
  tinyBertTolerance as tolerance,
  tinyBertVectors as vectors,
} from '#lib/testing/tiny-bert.ts';
import { readModelConfig } from './model-config.ts';
import { findLocalModel, readModelFiles } from './model-files.ts';
import { openTokenMetric, type TokenMetricSettings } from './token-metric.ts';
import { createTokenizer } from './tokenizer.ts';

const { pairs } = vectors;
const files = findLocalModel(tinyBertFolder, 'fp32');

async function open(changes: Partial<TokenMetricSettings>) {
  const settings = { layer: null, dtype: 'fp32', idf: false, rescale: false, baseline: null, ...changes };
  const metric = await openTokenMetric(
    files,
    settings,
    pairs.map((pair) => pair.reference),
  );
  onTestFinished(() => metric.close());
  return metric;
}

describe('the tokenizer', () => {
  it('gives exactly the ids of bert_score, and so its idf table', async () => {
    const { config, tokenizer: json, tokenizerConfig } = await readModelFiles(files);
    const tokenizer = createTokenizer(json, tokenizerConfig, readModelConfig(config, tokenizerConfig));
    expect([...tokenizer.specialIds]).toEqual([vectors.special_ids['[CLS]'], vectors.special_ids['[SEP]']]);
    for (const { id, candidate, candidate_ids, reference, reference_ids } of pairs) {
      expect(tokenizer.encode(candidate).ids, id).toEqual(candidate_ids);
      expect(tokenizer.encode(reference).ids, id).toEqual(reference_ids);
    }
    const idf = createIdfTable(pairs.map((pair) => tokenizer.encode(pair.reference).ids));
    expect(idf.documents).toBe(vectors.idf.documents);
    expect(Math.abs(idf.weightOf(-1) - vectors.idf.unseen)).toBeLessThanOrEqual(tolerance.idf);
    for (const [id, weight] of Object.entries(vectors.idf.table))
      expect(Math.abs(idf.weightOf(Number(id)) - weight), id).toBeLessThanOrEqual(tolerance.idf);
  });
});

describe.each(['1', '2', '3'])('layer %s of the tiny model, against bert_score', (layer) => {
  const [precision, recall, f1] = vectors.baseline[layer] ?? [NaN, NaN, NaN];
  const baseline = { precision, recall, f1 };

  it.each([
    ['plain', {}, tolerance.scores],
    ['idf', { idf: true }, tolerance.scores],
    ['rescaled', { rescale: true }, tolerance.rescaled],
    ['idf_rescaled', { idf: true, rescale: true }, tolerance.rescaled],
  ] as const)('%s: every pair, all at once and one by one', async (variant, changes, tolerated) => {
    const settings = { ...changes, layer: Number(layer), baseline };
    const [batched, single] = [await open(settings), await open(settings)];
    const together = await Promise.all(
      pairs.map(({ reference, candidate }) => batched.score(reference, candidate)),
    );
    for (const [at, pair] of pairs.entries()) {
      const alone = await single.score(pair.reference, pair.candidate);
      const gathered = together[at] ?? { precision: NaN, recall: NaN, f1: NaN };
      expect(scoreDistance(alone, pair[variant][layer]), pair.id).toBeLessThanOrEqual(tolerated);
      expect(scoreDistance(gathered, [alone.precision, alone.recall, alone.f1]), pair.id).toBeLessThanOrEqual(
        1e-6,
      );
      const isLong = pair.tags.some((tag) => ['truncation', 'boundary-one-too-many'].includes(tag));
      expect(alone.truncated, pair.id).toBe(isLong);
    }
  });

  it('several references', async () => {
    const metric = await open({ layer: Number(layer) });
    for (const { id, references, candidate, plain } of vectors.multi_reference) {
      const [first, ...rest] = await Promise.all(references.map((text) => metric.score(text, candidate)));
      if (!first) throw new Error('no reference');
      const best = bestOfReferences([first, ...rest]);
      expect(scoreDistance(best, plain[layer]), id).toBeLessThanOrEqual(tolerance.scores);
    }
  });
});

describe('what a model declares', () => {
  const read = (config: object, tokenizer: object = {}) =>
    readModelConfig({ num_hidden_layers: 2, ...config }, tokenizer);

  it.each([
    ['nothing', {}, {}, 512],
    ['the tokenizer its length', {}, { model_max_length: 128 }, 128],
    ['a length beyond all bounds', {}, { model_max_length: 1e30 }, 512],
    [
      'more than BERTScore is defined for',
      { max_position_embeddings: 8192 },
      { model_max_length: 8192 },
      512,
    ],
    ['the model its positions', { max_position_embeddings: 64 }, {}, 64],
    [
      'positions counted from behind the padding',
      { model_type: 'roberta', max_position_embeddings: 66, pad_token_id: 1 },
      {},
      64,
    ],
    ['relative positions', { max_position_embeddings: -1 }, { model_max_length: 256 }, 256],
  ])('length, with %s', (_name, config, tokenizer, expected) => {
    expect(read(config, tokenizer).maxLength).toBe(expected);
  });

  it.each([
    [{}, { tokenizer_class: 'RobertaTokenizer' }, true],
    [{}, { tokenizer_class: 'RobertaTokenizerFast' }, true],
    [{}, { tokenizer_class: 'GPT2Tokenizer' }, true],
    [{ model_type: 'roberta' }, {}, true],
    [{ model_type: 'roberta' }, { tokenizer_class: 'PreTrainedTokenizerFast' }, true],
    [{ model_type: 'xlm-roberta' }, { tokenizer_class: 'XLMRobertaTokenizer' }, false],
    [{ model_type: 'deberta' }, { tokenizer_class: 'DebertaTokenizer' }, false],
    [{ model_type: 'bert' }, { tokenizer_class: 'BertTokenizer' }, false],
  ])('prefix space, with %j and %j: %s', (config, tokenizer, expected) => {
    expect(read(config, tokenizer).addsPrefixSpace).toBe(expected);
  });

  it.each([{ n_layers: 6 }, { n_layer: 6 }, { num_hidden_layers: 6 }])('layers from %j', (config) => {
    expect(readModelConfig(config, {}).layers).toBe(6);
  });
});
