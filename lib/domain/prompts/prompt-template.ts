import { z } from 'zod';
import { canonicalJson } from '../text/canonical-json.ts';
import { storableLine, storableText } from '../text/storable.ts';
import { promptNameSchema } from './prompt-reference.ts';
import { checkTemplateSyntax } from './template-syntax.ts';

const PLACEHOLDER = /\{\{\s*prompt\s*\}\}/g;

/** Characters of a text; also what a gateway keeps of each prompt that it serves. */
const MOST_CHARACTERS = 100_000;
/** Set by the call that renders the prompt. */
const RESERVED = ['model', 'messages', 'stream', 'stream_options', 'n'];

const text = z
  .string()
  .max(MOST_CHARACTERS, `expected at most ${MOST_CHARACTERS} characters`)
  .refine(
    (value) => storableText(value) === value,
    'holds U+0000 or half a character, which no database keeps',
  );

/** Adds what is wrong with the template's braces, each with its place. */
function withSyntax(known: readonly string[]) {
  return text.superRefine((value, ctx) => {
    for (const { line, column, message } of checkTemplateSyntax(value, known))
      ctx.addIssue({ code: 'custom', message: `line ${line}, column ${column}: ${message}` });
  });
}

/** A prompt file: how an example's prompt, or a caller's, becomes the messages of a model call. */
export const promptTemplateSchema = z.strictObject({
  name: promptNameSchema,
  system: withSyntax([]).min(1).optional(),
  /** `{{prompt}}` stands for the example's prompt. */
  user: withSyntax(['prompt'])
    .refine((value) => value.search(PLACEHOLDER) >= 0, 'expected {{prompt}} somewhere')
    .default('{{prompt}}'),
  /** Parameters of the model call; they go before those of scorer_config.yaml. */
  parameters: z
    .record(z.string(), z.unknown())
    .superRefine((parameters, ctx) => {
      for (const name of RESERVED.filter((reserved) => Object.hasOwn(parameters, reserved)))
        ctx.addIssue({ code: 'custom', path: [name], message: 'is set by the call itself' });
      const line = JSON.stringify(parameters);
      if (storableLine(parameters) !== line || line.length > MOST_CHARACTERS)
        ctx.addIssue({ code: 'custom', message: 'hold what no database keeps' });
    })
    .default({}),
});

export type PromptTemplate = z.infer<typeof promptTemplateSchema>;

export interface PromptMessage {
  role: 'system' | 'user';
  content: string;
}

/** The messages that ask a model for one answer; without a template the prompt alone. */
export function promptMessages(template: PromptTemplate | null, prompt: string): PromptMessage[] {
  const user = template ? template.user.replace(PLACEHOLDER, () => prompt) : prompt;
  return [
    ...(template?.system ? [{ role: 'system' as const, content: template.system }] : []),
    { role: 'user', content: user },
  ];
}

/** `name@` and eight hex digits of the content's hash: the same words have the same version everywhere. */
export function promptVersion(template: PromptTemplate, sha256Hex: (text: string) => string): string {
  return `${template.name}@${sha256Hex(canonicalJson(template)).slice(0, 8)}`;
}
