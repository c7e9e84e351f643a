import { z } from 'zod';
import { SCORES_SCHEMA_VERSION, scoresSchema } from './scores.ts';

/** Name of the published file in public/schemas. */
export const SCORES_SCHEMA_FILE = `scores.v${SCORES_SCHEMA_VERSION}.json`;

/** JSON schema (draft 2020-12) of the scores file, for readers that don't have this application. */
export function scoresJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(scoresSchema, { io: 'input' });
  return {
    $schema,
    title: `Scores of a run, version ${SCORES_SCHEMA_VERSION}`,
    description:
      'What lrg score writes and POST /api/runs/upload takes. Beyond this form, all aggregates must follow from the examples, composites from the metric weights, and signature.hash from the signature.',
    ...schema,
  };
}
