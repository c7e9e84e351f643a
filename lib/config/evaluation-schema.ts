import { z } from 'zod';
import type { EvaluationShares } from '#lib/domain/evaluation/decide.ts';
import { LANGUAGES } from '#lib/domain/evaluation/heuristics/language.ts';
import type { HeuristicSettings } from '#lib/domain/evaluation/heuristics/settings.ts';

const percentage = (fallback: number) => z.number().min(0).max(100).default(fallback);
const phrase = z
  .string()
  .max(500)
  .refine((text) => text.trim() !== '', 'expected a text, got only white space');

const REFUSALS = [
  ...["i can't help with", 'i cannot help with', "i can't assist", 'i cannot assist', "i'm unable to"],
  ...['i am unable to', "i'm not able to", 'i am not able to', "i won't be able to", "i can't provide"],
  ...['i cannot provide', "i can't comply", 'i cannot comply', "i can't fulfill", 'i cannot fulfill'],
  ...[
    "i'm sorry, but i can't",
    "i'm sorry, but i cannot",
    'as an ai language model',
    'against my guidelines',
  ],
  ...['dabei kann ich nicht helfen', 'dabei kann ich dir nicht helfen', 'dabei kann ich ihnen nicht helfen'],
  ...['je ne peux pas vous aider', 'je ne peux pas répondre', 'no puedo ayudar', 'no puedo ayudarte'],
];

const keywordRule = z.strictObject({
  /** Absent or null: for every exchange. */
  use_case: z.string().min(1).max(16_384).nullable().default(null),
  must: z.array(phrase).max(200).default([]),
  must_not: z.array(phrase).max(200).default([]),
});

const heuristicsSchema = z
  .strictObject({
    min_characters: z.int().min(0).max(1_000_000).default(1),
    max_characters: z.int().min(1).max(10_000_000).nullable().default(null),
    language: z
      .string()
      .refine((code) => LANGUAGES.includes(code), `expected one of ${LANGUAGES.join(', ')}, or null`)
      .nullable()
      .default(null),
    refusal_phrases: z.array(phrase).max(200).default(REFUSALS),
    repetition: z
      .strictObject({
        words: z.int().min(1).max(20).default(4),
        max_share: z.number().min(0).max(1).default(0.3),
        min_words: z.int().min(2).max(100_000).default(30),
      })
      .prefault({}),
    keywords: z.array(keywordRule).max(200).default([]),
  })
  .refine(({ min_characters: least, max_characters: most }) => most === null || least <= most, {
    path: ['max_characters'],
    message: 'expected at least min_characters',
  });

/** evaluation_config.yaml: which exchanges are looked at, how, and how people label them. */
export const evaluationSchema = z.strictObject({
  /** Percentage of all exchanges that rules look at. */
  sample_percentage: percentage(0),
  /** Percentage of all exchanges that the judge scores too; they are among the sampled ones. */
  judge_percentage: percentage(0),
  /** Percentage of the exchanges of a rollout, on both sides, that the judge scores. */
  rollout_quality_percentage: percentage(50),
  /** Rubric file, relative to the configuration folder; by default the one of shadow evaluations. */
  rubric: z.string().optional(),
  judge_timeout_ms: z.int().min(1).max(3_600_000).default(60_000),
  retries: z.int().min(0).max(20).default(5),
  retry_delay_seconds: z.int().min(1).max(3_600).default(5),
  heuristics: heuristicsSchema.prefault({}),
  labels: z
    .strictObject({
      /** Scores from here on pass. */
      pass_score: z.number().gt(0).max(1).default(0.6),
      /** Percentage of the queue that two people are asked to label. */
      double_percentage: percentage(20),
      /** For so long an exchange that somebody was shown is kept for them. */
      claim_minutes: z.number().min(1).max(1_440).default(15),
    })
    .prefault({}),
});

export type EvaluationFile = z.output<typeof evaluationSchema>;

/** The file's percentages as the domain takes them. */
export function sharesOf(file: EvaluationFile): EvaluationShares {
  return {
    samplePercentage: file.sample_percentage,
    judgePercentage: file.judge_percentage,
    rolloutQualityPercentage: file.rollout_quality_percentage,
  };
}

/** The file's heuristics as the domain takes them. */
export function heuristicsOf({ heuristics }: EvaluationFile): HeuristicSettings {
  const { repetition } = heuristics;
  return {
    minCharacters: heuristics.min_characters,
    maxCharacters: heuristics.max_characters,
    language: heuristics.language,
    refusalPhrases: heuristics.refusal_phrases,
    repetition: {
      words: repetition.words,
      maxShare: repetition.max_share,
      minWords: repetition.min_words,
    },
    keywords: heuristics.keywords.map(({ use_case: useCase, must, must_not: mustNot }) => ({
      ...{ useCase, must, mustNot },
    })),
  };
}
