import { canonicalJson } from '../text/canonical-json.ts';

interface PromptParts {
  system: string | null;
  user: string;
  parameters: Readonly<Record<string, unknown>>;
}

/** A prompt's content as lines to read and to compare, in an order of its own; parts that say nothing are left out. */
export function promptText({ system, user, parameters }: PromptParts): string {
  const settings = promptSettings(parameters);
  return [
    ...(system === null ? [] : ['[system]', system]),
    ...['[user]', user],
    ...(settings.length === 0 ? [] : ['[parameters]', ...settings]),
    '',
  ].join('\n');
}

/** Parameters of the model call, a line each, by name. */
export function promptSettings(parameters: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(parameters).sort();
  return names.map((name) => `${name}: ${canonicalJson(parameters[name])}`);
}
