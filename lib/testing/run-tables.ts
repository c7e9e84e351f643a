/** Every table that storing runs writes to. */
export const RUN_TABLES = [
  'golden_examples',
  'runs',
  'run_promotions',
  'run_steps',
  'run_categories',
  'run_scores',
  'run_examples',
  'run_answers',
  'run_artifacts',
] as const;
