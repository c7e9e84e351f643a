import type { RuleFindingsQuery } from '#lib/contracts/evaluations.ts';

/** What a query narrows evaluations down to, as dimensions of their rollups. */
export function rollupConditions(
  query: Pick<RuleFindingsQuery, 'model' | 'prompt_version' | 'use_case' | 'variant'> & {
    source?: string | undefined;
  },
): Record<string, string> {
  const { source, model, prompt_version: promptVersion, use_case: useCase, variant } = query;
  const given = { source, model, prompt_version: promptVersion, use_case: useCase, variant };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
