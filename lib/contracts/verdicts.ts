import { z } from 'zod';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { decimalNumber } from './decimal-number.ts';
import { runSummarySchema } from './runs.ts';
import { scoresSchema } from './scores.ts';

const name = z.string().min(1).max(500);
const commit = z
  .string()
  .regex(/^[0-9a-fA-F]{7,64}$/, 'expected a commit hash of 7 to 64 hexadecimal digits');

/** Where a run comes from. All of it is optional: a run from somebody's own machine has no pull request. */
const originShape = {
  /** Such as `acme/assistant`. */
  repository: name.nullish(),
  commit: commit.nullish(),
  branch: name.nullish(),
  pull_request: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .nullish(),
};
export const runOriginSchema = z.strictObject(originShape);
export type RunOrigin = z.infer<typeof runOriginSchema>;

/** Body of `POST /api/ci/runs`. */
export const ciRunSchema = z.strictObject({ ...originShape, scores: scoresSchema }).meta({ id: 'CiRun' });

/** What a shell gives for an unset variable is no value. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const pullRequestText = decimalNumber(
  z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
);

/** Query of `POST /api/ci/runs`, for a body that is a scores file and nothing else. */
export const ciRunQuerySchema = z.strictObject({
  repository: given(name),
  commit: given(commit),
  branch: given(name),
  pull_request: given(pullRequestText),
  signature: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'See the header x-hub-signature-256, which it stands for' }),
});

const verdictWords = verdictSchema.shape.verdict;

/** Answer to `POST /api/ci/runs`. */
export const ciVerdictSchema = z
  .object({
    run_id: z.uuid(),
    verdict_id: z.uuid(),
    verdict: verdictWords,
    /** What decided; never empty. */
    reasons: z.array(z.string()),
    /** 0 pass, 1 fail, 3 inconclusive or invalid; on_inconclusive may change that. */
    exit_code: z.int(),
    rule: verdictSchema.shape.rule,
    baseline_run_id: z.uuid().nullable(),
    scorecard_markdown: z.string(),
    /** Of the verdict's page on the dashboard. */
    url: z.string(),
  })
  .meta({ id: 'CiVerdict' });
export type CiVerdict = z.infer<typeof ciVerdictSchema>;

/** A line of the list of verdicts. */
export const verdictSummarySchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    /** Who asked: a key's or a person's name, or `server` for a run that it scored itself. */
    created_by: z.string(),
    run_id: z.uuid(),
    model: z.string(),
    prompt_version: z.string().nullable(),
    is_simulated: z.boolean(),
    baseline_run_id: z.uuid().nullable(),
    baseline_model: z.string().nullable(),
    verdict: verdictWords,
    rule: verdictSchema.shape.rule,
    reasons: z.array(z.string()),
    exit_code: z.int(),
    overall: z.number().nullable(),
    overall_delta: z.number().nullable(),
    repository: z.string().nullable(),
    commit: z.string().nullable(),
    branch: z.string().nullable(),
    pull_request: z.int().nullable(),
  })
  .meta({ id: 'VerdictSummary' });
export type VerdictSummary = z.infer<typeof verdictSummarySchema>;

export const verdictsQuerySchema = pageQuerySchema.extend({
  verdict: verdictWords.optional(),
  branch: name.optional(),
  repository: name.optional(),
  run_id: z.uuid().optional(),
  pull_request: pullRequestText.optional(),
});
export type VerdictsQuery = z.infer<typeof verdictsQuerySchema>;

export const verdictPageSchema = pageOf(verdictSummarySchema);
export type VerdictPage = z.infer<typeof verdictPageSchema>;

/** A run's latest verdict. `document` is the verdict file; its evidence is left out unless asked for. */
export const runVerdictSchema = z
  .object({
    ...verdictSummarySchema.shape,
    url: z.string(),
    scorecard_markdown: z.string(),
    document: z.object({
      ...verdictSchema.shape,
      evidence: verdictSchema.shape.evidence.nullable(),
    }),
  })
  .meta({ id: 'RunVerdict' });
export type RunVerdict = z.infer<typeof runVerdictSchema>;

export const runVerdictQuerySchema = z.object({
  /** `true` adds the evidence, so that the document can be checked by `lrg gate --verify`. */
  evidence: z.enum(['true', 'false']).default('false'),
});

/** A promotion: which run became the baseline when, and by whom. */
export const baselineSchema = z
  .object({
    id: z.uuid(),
    promoted_at: z.iso.datetime(),
    promoted_by: z.string(),
    /** Whether it is the baseline now. */
    is_current: z.boolean(),
    run: runSummarySchema,
  })
  .meta({ id: 'Baseline' });
export type Baseline = z.infer<typeof baselineSchema>;

export const baselinePageSchema = pageOf(baselineSchema);
export type BaselinePage = z.infer<typeof baselinePageSchema>;
