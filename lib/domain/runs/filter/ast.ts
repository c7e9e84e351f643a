/** Where a compared value comes from. `attributes` are the run's own fields. */
export const filterScopes = ['metrics', 'params', 'tags', 'attributes'] as const;
export type FilterScope = (typeof filterScopes)[number];

export type FilterValue = string | number;

export const comparisonOperators = ['=', '!=', '>', '>=', '<', '<='] as const;
export const patternOperators = ['LIKE', 'ILIKE'] as const;

export interface FilterField {
  scope: FilterScope;
  key: string;
}

/** A filter expression as a tree. `and` and `or` have two operands or more. */
export type FilterNode =
  | { kind: 'and' | 'or'; operands: FilterNode[] }
  | { kind: 'not'; operand: FilterNode }
  | ({ kind: 'compare'; operator: (typeof comparisonOperators)[number]; value: FilterValue } & FilterTerm)
  | ({ kind: 'match'; operator: (typeof patternOperators)[number]; value: string } & FilterTerm)
  | ({ kind: 'in'; isNegated: boolean; values: FilterValue[] } & FilterTerm)
  | ({ kind: 'null'; isNegated: boolean } & FilterTerm);

interface FilterTerm {
  field: FilterField;
}

/** What the fields of a run hold, for those that are not in metrics, params or tags. */
export const runAttributes = {
  id: 'text',
  model: 'text',
  state: 'text',
  quality: 'text',
  source: 'text',
  prompt_version: 'text',
  created_by: 'text',
  signature_hash: 'text',
  dataset_hash: 'text',
  error: 'text',
  is_simulated: 'boolean',
  created_at: 'time',
  started_at: 'time',
  finished_at: 'time',
  overall: 'number',
  cost_usd: 'number',
  judge_cost_usd: 'number',
  required_failed: 'number',
  repeats: 'number',
  examples: 'number',
} as const;

export type RunAttribute = keyof typeof runAttributes;
export type FieldType = (typeof runAttributes)[RunAttribute] | 'any';

/** Type of what a field holds; params hold texts and numbers. Undefined for an attribute that runs don't have. */
export function typeOfField({ scope, key }: FilterField): FieldType | undefined {
  if (scope === 'metrics') return 'number';
  if (scope === 'params') return 'any';
  if (scope === 'tags') return 'text';
  return Object.hasOwn(runAttributes, key) ? runAttributes[key as RunAttribute] : undefined;
}
