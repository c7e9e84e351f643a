import { z } from 'zod';
import { timeRangeQuerySchema } from './page.ts';

/** Query of `GET /api/evaluations/agreement`; the last 24 hours of exchanges by default. */
export const agreementQuerySchema = timeRangeQuerySchema.extend({
  evaluator: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'The judge with its rubric; by default the one with most labelled exchanges.' }),
});

const figure = z.number().nullable();
const estimate = z
  .object({ value: figure, low: figure, high: figure })
  .meta({ description: 'With its 95% interval; null where it is not defined.' });

/** How far the judge and people agree on exchanges that the queue drew at random, and what the judge's mean really means. */
export const agreementSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    evaluator: z.string().nullable().meta({ description: 'The judge that is looked at; null without any.' }),
    evaluators: z.array(z.object({ evaluator: z.string(), labelled: z.int() })),
    pass_score: z.number().meta({ description: 'Scores from here on pass, in [0, 1].' }),
    counts: z.object({
      judged: z.int().meta({ description: "Exchanges with this judge's score." }),
      labelled: z.int().meta({ description: 'Of them, those with a label from the queue.' }),
      labels: z.int(),
      people: z.int(),
      skipped: z.int().meta({ description: 'Labels that say that one can not tell.' }),
      chosen: z.int().meta({
        description: 'Labels that are left out: somebody chose the exchange, so that it is no random sample.',
      }),
    }),
    levels: z.array(z.array(z.int())).meta({
      description:
        "Labelled exchanges by the judge's level (rows, 0 to 5) and people's (columns), scores rounded to fifths.",
    }),
    verdicts: z.object({
      both_pass: z.int(),
      only_judge_passes: z.int(),
      only_people_pass: z.int(),
      both_fail: z.int(),
    }),
    weighted_kappa: estimate.meta({ description: "Cohen's, with quadratic weights, on levels 0 to 5." }),
    same_verdict: estimate.meta({ description: 'Share on which judge and people both pass, or both fail.' }),
    kappa: estimate.meta({ description: "Cohen's, on pass and fail." }),
    alpha: estimate.meta({ description: "Krippendorff's for interval data, judge and people." }),
    judge_alpha_gap: estimate.meta({
      description:
        "On exchanges with several labels: the judge's alpha with each person less people's own. An interval that includes 0 says that the judge is like one more person.",
    }),
    human_alpha: estimate.meta({ description: 'The same among people, on exchanges with several labels.' }),
    sensitivity: estimate.meta({ description: 'Share of what people pass that the judge passes.' }),
    specificity: estimate.meta({ description: 'Share of what people fail that the judge fails.' }),
    youden: figure.meta({ description: 'Sensitivity + specificity - 1: what is left of a true drop.' }),
    judge_mean: estimate,
    label_mean: estimate,
    corrected_mean: estimate.meta({ description: "PPI++: the judge's mean, corrected by labels." }),
    judge_pass_rate: estimate.meta({
      description: 'Share that the judge passes, of its newest 20,000 scores at most.',
    }),
    corrected_pass_rate: estimate.meta({
      description: 'The same, corrected by sensitivity and specificity (Rogan and Gladen).',
    }),
    lambda: figure.meta({ description: 'Weight that the correction gives the judge, in [0, 1].' }),
  })
  .meta({ id: 'Agreement' });

export type AgreementQuery = z.output<typeof agreementQuerySchema>;
export type Agreement = z.infer<typeof agreementSchema>;
