import {
  greedyMatch,
  normaliseVectors,
  type WeightedTokens,
} from '#lib/domain/metrics/bertscore/matching.ts';
import { contest, local, type Timing } from './contest.ts';

/** Tokens of each side, and numbers of a vector: a usual answer of a base model, and the most that a large one takes. */
export const MATCHING_SIZES = [
  { tokens: 128, dimensions: 768 },
  { tokens: 512, dimensions: 1_024 },
];

/** BERTScore's matching against the plain triple loop, which is the floor of what should be fast. */
export function timeMatching(
  { tokens, dimensions }: (typeof MATCHING_SIZES)[number],
  rounds: number,
): Promise<Timing[]> {
  const side = (): WeightedTokens => ({
    vectors: normaliseVectors(
      Float32Array.from({ length: tokens * dimensions }, () => Math.random() - 0.5),
      dimensions,
    ),
    dimensions,
    weights: new Array<number>(tokens).fill(1),
  });
  const [reference, prediction] = [side(), side()];
  return contest(
    [
      local('ours', () => greedyMatch(reference, prediction)),
      local('plain triple loop', () => plainMatch(reference, prediction)),
    ],
    rounds,
  );
}

function plainMatch(reference: WeightedTokens, prediction: WeightedTokens): number {
  const { dimensions } = reference;
  const rows = prediction.weights.map(() => -Infinity);
  const columns = reference.weights.map(() => -Infinity);
  for (let i = 0; i < rows.length; i += 1) {
    for (let j = 0; j < columns.length; j += 1) {
      let product = 0;
      for (let k = 0; k < dimensions; k += 1)
        product +=
          (prediction.vectors[i * dimensions + k] ?? 0) * (reference.vectors[j * dimensions + k] ?? 0);
      rows[i] = Math.max(rows[i] ?? 0, product);
      columns[j] = Math.max(columns[j] ?? 0, product);
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [precision, recall] = [mean(rows), mean(columns)];
  return (2 * precision * recall) / (precision + recall);
}
