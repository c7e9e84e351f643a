import { describe, expect, it } from 'vitest';
import { cutToLength, stripLikePython, weightsOf } from './encoding.ts';
import { halfToNumber } from './half-float.ts';
import { createIdfTable } from './idf.ts';
import { describeIdentity, identityOf } from './identity.ts';
import { findListedModel, listedModels } from './layer-table.ts';
import { rescale } from './rescale.ts';
import { bestOfReferences } from './score-tokens.ts';

describe('the layer table', () => {
  it('has every row, each layer within its model', () => {
    expect(listedModels).toHaveLength(17);
    for (const { layer, layers } of listedModels) expect(layer).toBeLessThanOrEqual(layers);
    expect(new Set(listedModels.map((model) => model.name)).size).toBe(17);
  });

  it.each([
    ['roberta-large', 24, 'roberta-large'],
    ['Xenova/roberta-large', 24, 'roberta-large'],
    ['FacebookAI/roberta-large', 24, 'roberta-large'],
    ['microsoft/deberta-base-mnli', 12, 'microsoft/deberta-base-mnli'],
    ['Xenova/deberta-base-mnli', 12, 'microsoft/deberta-base-mnli'],
    ['deberta-base-mnli', 12, 'microsoft/deberta-base-mnli'],
  ])('knows %s with %i layers', (name, layers, expected) => {
    expect(findListedModel(name, layers)?.name).toBe(expected);
  });

  it.each([
    ['somebody/roberta-large', 24],
    ['roberta-large', 12],
    ['all-MiniLM-L6-v2', 6],
    ['large', 24],
    ['', 12],
  ])('does not know %j with %i layers', (name, layers) => {
    expect(findListedModel(name, layers)).toBeNull();
  });
});

describe('the name of the score', () => {
  const choice = {
    model: 'roberta-large',
    listed: findListedModel('roberta-large', 24),
    layer: 17,
    dtype: 'fp32',
    idf: false,
    rescaled: false,
  };

  it.each([
    [choice, 'bertscore(roberta-large, layer 17, fp32, no idf)'],
    [{ ...choice, idf: true, rescaled: true }, 'bertscore(roberta-large, layer 17, fp32, idf, rescaled)'],
    [{ ...choice, layer: 24 }, 'token_greedy_f1(roberta-large, layer 24, fp32, no idf)'],
    [{ ...choice, model: 'mine', listed: null }, 'token_greedy_f1(mine, layer 17, fp32, no idf)'],
  ])('%#: %s', (given, expected) => {
    expect(describeIdentity(identityOf(given))).toBe(expected);
  });
});

describe('idf', () => {
  it('counts every reference as a document, duplicates and empty ones too', () => {
    const idf = createIdfTable([
      [2, 5, 5, 3],
      [2, 5, 3],
      [2, 3],
      [2, 7, 3],
    ]);
    expect(idf.documents).toBe(4);
    expect(idf.weightOf(2)).toBe(0);
    expect(idf.weightOf(5)).toBeCloseTo(Math.log(5 / 3), 12);
    expect(idf.weightOf(7)).toBeCloseTo(Math.log(5 / 2), 12);
    expect(idf.weightOf(99)).toBeCloseTo(Math.log(5), 12);
  });
});

describe('encoding', () => {
  it.each([
    [' \n\ta b\u3000', 'a b'],
    ['\x1c\x1d\x1e\x1f\x85a\x85', 'a'],
    ['\uFEFFa\uFEFF', '\uFEFFa\uFEFF'],
    ['\u200Ba', '\u200Ba'],
    [' \t', ''],
  ])('strips %j as Python does', (text, expected) => {
    expect(stripLikePython(text)).toBe(expected);
  });

  it('strips long white space within a text in linear time', () => {
    const text = `a${' '.repeat(300_000)}b`;
    expect(stripLikePython(text)).toBe(text);
  });

  it.each([
    ['short enough', [1, 7, 8, 2], 4, 2, [1, 7, 8, 2], false],
    ['too long', [1, 7, 8, 9, 2], 4, 2, [1, 7, 8, 2], true],
    ['too long, no closing token', [7, 8, 9, 6, 5], 4, null, [7, 8, 9, 6], true],
    ['too long, another token at the end', [1, 7, 8, 9, 6], 4, 1, [1, 7, 8, 9], true],
  ])('cuts ids: %s', (_name, ids, maxLength, closing, expected, truncated) => {
    expect(cutToLength(ids, maxLength, closing)).toEqual({ ids: expected, truncated });
  });

  it('weighs special tokens with 0 wherever they stand', () => {
    expect(weightsOf([1, 5, 2, 6, 2], new Set([1, 2]), null)).toEqual([0, 1, 0, 1, 0]);
    expect(weightsOf([1, 5, 2], new Set([1, 2]), () => 3)).toEqual([0, 3, 0]);
  });
});

describe('rescaling', () => {
  it('maps the baseline to 0 and 1 to 1, each value by its own, and clips nothing', () => {
    const baseline = { precision: 0.5, recall: 0.6, f1: 0.8 };
    expect(rescale(baseline, baseline)).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(rescale({ precision: 1, recall: 1, f1: 1 }, baseline)).toEqual({ precision: 1, recall: 1, f1: 1 });
    const empty = rescale({ precision: 0, recall: 0, f1: 0 }, baseline);
    expect([empty.precision, empty.recall, empty.f1]).toEqual([
      -1,
      expect.closeTo(-1.5, 12),
      expect.closeTo(-4, 12),
    ]);
  });
});

it('takes the best of several references for each value by itself', () => {
  expect(
    bestOfReferences([
      { precision: 0.9, recall: 0.1, f1: 0.2, truncated: false },
      { precision: 0.3, recall: 0.8, f1: 0.4, truncated: true },
    ]),
  ).toEqual({ precision: 0.9, recall: 0.8, f1: 0.4, truncated: true });
});

it.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 1_023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0x3c01, 1.0009765625],
  [0xc000, -2],
  [0x7bff, 65_504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
])('reads the half-precision bits %i as %d', (bits, expected) => {
  expect(halfToNumber(bits)).toBe(expected);
});
