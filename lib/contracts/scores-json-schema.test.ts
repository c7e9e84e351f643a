import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { SCORES_SCHEMA_FILE, scoresJsonSchema } from './scores-json-schema.ts';
import { scoresSchema } from './scores.ts';

const file = resolve(import.meta.dirname, '../../public/schemas', SCORES_SCHEMA_FILE);
const published = JSON.parse(readFileSync(file, 'utf8')) as object;
const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }));
const isValid = ajv.compile(published);
const scores = () => syntheticScores({ runId: '01980000-0000-7000-8000-000000000000', repeats: 2 });

describe('the published schema of the scores file', () => {
  it('is up to date: otherwise run node scripts/schemas.mjs', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(scoresJsonSchema())));
  });

  it('takes what the application takes', () => {
    expect(isValid(scores())).toBe(true);
  });

  it.each<[string, (value: ReturnType<typeof scores>) => object]>([
    ['another version', (value) => ({ ...value, schema_version: 2 })],
    ['no examples', (value) => ({ ...value, examples: [] })],
    ['a member more', (value) => ({ ...value, extra: 1 })],
    ['a member less', ({ signature: _, ...value }) => value],
    ['a score above 1', (value) => ({ ...value, overall: 1.5 })],
    ['a negative count', (value) => ({ ...value, checks: { ...value.checks, passed: -1 } })],
    ['an id that is none', (value) => ({ ...value, run_id: 'x' })],
    ['a time that is none', (value) => ({ ...value, started_at: 'yesterday' })],
  ])('refuses %s, as the application does', (_, change) => {
    const changed = change(scores());
    expect(isValid(changed)).toBe(false);
    expect(scoresSchema.safeParse(changed).success).toBe(false);
  });
});
