import { countTokens } from '../checks/tokens.ts';
import type { PromptTemplate } from './prompt-template.ts';

export interface PromptWarning {
  path: string;
  message: string;
}

/** A model whose calls hold at most so many tokens, answer included. */
export interface ModelLimit {
  model: string;
  contextLimit: number;
}

/**
 * Number of tokens that the prompt itself takes of every call, by our own rule (see countTokens); what the caller's words
 * and the answer take comes on top.
 */
export function promptTokens({ system = '', user }: PromptTemplate): number {
  return countTokens(system) + countTokens(user.replaceAll(/\{\{\s*prompt\s*\}\}/g, ''));
}

/** What may be wrong with a prompt that is well-formed: it leaves less than half of a model's context to the caller. */
export function promptWarnings(template: PromptTemplate, limits: readonly ModelLimit[]): PromptWarning[] {
  const tokens = promptTokens(template);
  const answer = answerTokens(template);
  return limits.flatMap(({ model, contextLimit }) => {
    const left = contextLimit - tokens - answer;
    if (left >= contextLimit / 2) return [];
    const reserved = answer > 0 ? ` and ${answer} for the answer` : '';
    const rest = left <= 0 ? 'nothing' : `about ${left}`;
    const message = `takes about ${tokens} tokens${reserved} of the ${contextLimit} of ${model}: ${rest} is left for the caller's words`;
    return [{ path: template.system === undefined ? 'user' : 'system', message }];
  });
}

/** Room that the parameters keep for the answer, in tokens. */
function answerTokens({ parameters }: PromptTemplate): number {
  const asked = parameters.max_tokens ?? parameters.max_completion_tokens;
  return typeof asked === 'number' && Number.isFinite(asked) && asked > 0 ? Math.ceil(asked) : 0;
}
