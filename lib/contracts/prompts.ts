import { z } from 'zod';
import { promptAliasSchema } from '#lib/domain/prompts/prompt-reference.ts';
import { promptTemplateSchema } from '#lib/domain/prompts/prompt-template.ts';
import { actorSchema } from './audit.ts';

const time = z.iso.datetime();
const remark = z.string().trim().min(1).max(500);
const warning = z.object({ path: z.string(), message: z.string() });

const versionName = z
  .string()
  .meta({ description: 'The name, @, and eight digits of the hash of its content.' });

const aliasTarget = z.object({ alias: z.string(), version: versionName });

const promptSummarySchema = z
  .object({
    name: z.string(),
    versions: z.int(),
    /** In the order of their names, prod first. */
    aliases: z.array(aliasTarget),
    latest: z.object({ version: versionName, created_at: time, created_by: actorSchema }),
  })
  .meta({ id: 'PromptSummary' });
export type PromptSummary = z.infer<typeof promptSummarySchema>;

export const promptListSchema = z.object({ items: z.array(promptSummarySchema) }).meta({ id: 'PromptList' });
export type PromptList = z.infer<typeof promptListSchema>;

/** Body of `POST /api/prompts`: a prompt file's content, and why. */
export const pushPromptSchema = promptTemplateSchema
  .extend({ message: remark.nullish().meta({ description: 'Why there is this version.' }) })
  .meta({ id: 'PushPrompt' });
export type PushPrompt = z.infer<typeof pushPromptSchema>;

const templateShown = z.object({
  system: z.string().nullable(),
  user: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});

export const promptVersionSchema = z
  .object({
    name: z.string(),
    version: versionName,
    ...templateShown.shape,
    /** What it takes of every call, by our own rule; the caller's words come on top. */
    tokens: z.int(),
    created_at: time,
    created_by: actorSchema,
    message: z.string().nullable(),
    aliases: z.array(z.string()),
    warnings: z.array(warning),
  })
  .meta({ id: 'PromptVersion' });
export type PromptVersion = z.infer<typeof promptVersionSchema>;

/** `is_new` false: the same content was there already, and nothing changed. */
export const pushedPromptSchema = promptVersionSchema
  .extend({ is_new: z.boolean() })
  .meta({ id: 'PushedPrompt' });
export type PushedPrompt = z.infer<typeof pushedPromptSchema>;

const usage = z
  .object({
    requests: z.int(),
    errors: z.int(),
    mean_score: z.number().nullable().meta({ description: "Mean of the judge's scores of answers, 0 to 1." }),
    scores: z.int(),
  })
  .nullable()
  .meta({ description: 'Null when it was not counted apart from others.' });

export const promptDetailSchema = z
  .object({
    name: z.string(),
    /** Newest first. */
    versions: z.array(
      z.object({
        version: versionName,
        created_at: time,
        created_by: actorSchema,
        message: z.string().nullable(),
        aliases: z.array(z.string()),
        usage,
      }),
    ),
    /** From where usage is counted. */
    usage_from: time,
    aliases: z.array(aliasTarget.extend({ updated_at: time, updated_by: actorSchema })),
    /** Moves of aliases and new versions, newest first, at most 100. */
    history: z.array(
      z.object({
        id: z.uuid(),
        created_at: time,
        actor: actorSchema,
        kind: z.enum(['version', 'alias']),
        alias: z.string().nullable(),
        from: z.string().nullable(),
        to: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PromptDetail' });
export type PromptDetail = z.infer<typeof promptDetailSchema>;

/** Body of a move; `expected_version` as it was read (null: no such alias yet) makes two editors notice each other. */
export const movePromptAliasSchema = z
  .strictObject({
    version: z.string().min(1).max(200).meta({ description: 'As name@hash, or the hash alone.' }),
    expected_version: z.string().min(1).max(200).nullish(),
    reason: remark.nullish().meta({ description: 'For the history.' }),
  })
  .meta({ id: 'MovePromptAlias' });
export type MovePromptAlias = z.infer<typeof movePromptAliasSchema>;

export const movedPromptAliasSchema = z
  .object({
    name: z.string(),
    alias: promptAliasSchema,
    version: versionName,
    previous_version: z.string().nullable(),
    /** False when it was there already. */
    is_moved: z.boolean(),
  })
  .meta({ id: 'MovedPromptAlias' });
export type MovedPromptAlias = z.infer<typeof movedPromptAliasSchema>;
