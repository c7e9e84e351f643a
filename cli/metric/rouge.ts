import { bestByF1 } from '#lib/domain/metrics/precision-recall.ts';
import { rougeL } from '#lib/domain/metrics/rouge-l.ts';
import { rougeLsum } from '#lib/domain/metrics/rouge-lsum.ts';
import { readPair } from './read-line.ts';
import { scoreToOutput, standardInput } from './standard-streams.ts';

const METRICS = { 'rouge-l': rougeL, 'rouge-lsum': rougeLsum };

/** `lrg metric rouge-l` and `rouge-lsum`. Of several references the one with the highest F1 counts. */
export function scoreRouge(name: keyof typeof METRICS): Promise<number> {
  const metric = METRICS[name];
  return scoreToOutput(standardInput(), {
    read: readPair,
    atOnce: 1,
    score: ({ id, references, prediction }) => {
      const best = bestByF1(references.map((reference) => metric(reference, prediction)));
      return best ? { id, ...best } : { id, ...NOT_APPLICABLE };
    },
  });
}

const NOT_APPLICABLE = {
  precision: null,
  recall: null,
  f1: null,
  reason: 'not applicable: the reference has no ASCII letters or digits',
};
