import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PrecisionRecallF1 } from '#lib/domain/metrics/precision-recall.ts';

/** A BERT of random weights in the Hugging Face layout; its README is the fixture's own `about`. */
export const tinyBertFolder = join(import.meta.dirname, 'fixtures/tiny-bert-a');

const triple = z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]);
const byLayer = z.record(z.string(), triple);
const ids = z.array(z.int());

/** Values that bert_score computed with the model of `tinyBertFolder`. */
export const tinyBertVectors = z
  .object({
    special_ids: z.record(z.string(), z.int()),
    baseline: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
    idf: z.object({ documents: z.int(), unseen: z.number(), table: z.record(z.string(), z.number()) }),
    pairs: z.array(
      z.object({
        id: z.string(),
        tags: z.array(z.string()),
        candidate: z.string(),
        reference: z.string(),
        candidate_ids: ids,
        reference_ids: ids,
        plain: byLayer,
        idf: byLayer,
        rescaled: byLayer,
        idf_rescaled: byLayer,
      }),
    ),
    multi_reference: z.array(
      z.object({ id: z.string(), candidate: z.string(), references: z.array(z.string()), plain: byLayer }),
    ),
    edge_pairs: z.array(z.object({ id: z.string(), candidate: z.string(), reference: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(tinyBertFolder, 'vectors.json'), 'utf8')));

export const tinyBertTolerance = { scores: 1e-5, rescaled: 2e-5, idf: 1e-9 };

/** The greatest distance of precision, recall and F1 from the expected values. */
export function scoreDistance(
  { precision, recall, f1 }: PrecisionRecallF1,
  expected: readonly (number | null)[] | undefined,
): number {
  const distances = [precision, recall, f1].map((value, at) => Math.abs(value - (expected?.[at] ?? NaN)));
  return distances.some(Number.isNaN) ? NaN : Math.max(...distances);
}
