import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import type { Problem } from '#lib/domain/checks/check-tools.ts';

type Schema = Record<string, unknown>;
type TestRegex = (pattern: string, flags: string, text: string) => boolean | Problem;

/** Compiled schemas that are kept; compiling one takes most of a millisecond. */
const MOST_COMPILED = 500;

/**
 * Validates JSON by draft-07 or 2020-12, whichever `$schema` names. Without it a schema is read as 2020-12, and as
 * draft-07 where it is none. Patterns inside schemas run on the given engine.
 */
export function createJsonSchemas(testRegex: TestRegex) {
  const drafts = createDrafts(testRegex);
  const compiled = new Map<string, ValidateFunction | Problem>();

  const compile = (schema: Schema): ValidateFunction | Problem => {
    const key = canonicalJson(schema);
    const known = compiled.get(key);
    const result = known ?? drafts.compile(schema);
    // The last used is the last in the map.
    compiled.delete(key);
    compiled.set(key, result);
    if (compiled.size > MOST_COMPILED) forgetOldest();
    return result;
  };

  const forgetOldest = () => {
    const [oldest] = compiled;
    if (oldest === undefined) return;
    compiled.delete(oldest[0]);
    if (typeof oldest[1] === 'function') drafts.forget(oldest[1].schema as Schema);
  };

  return {
    schemaProblem: (schema: Schema): string | null => {
      const result = compile(schema);
      return typeof result === 'function' ? null : result.problem;
    },
    validateJson: (schema: Schema, value: unknown): string | null => {
      const validate = compile(schema);
      if (typeof validate !== 'function') return validate.problem;
      try {
        return validate(value) ? null : violationOf(validate.errors?.[0]);
      } catch (error) {
        return `it could not be evaluated: ${error instanceof Error ? error.message : String(error)}`;
      }
    },
  };
}

function createDrafts(testRegex: TestRegex) {
  const options: Options = {
    strict: false,
    logger: false,
    addUsedSchema: false,
    code: { regExp: regExpOf(testRegex) },
  };
  const draft2020 = addFormats(new Ajv2020(options));
  const draft07 = addFormats(new Ajv(options));
  const byName: Record<string, typeof draft07 | undefined> = {
    'json-schema.org/draft/2020-12/schema': draft2020,
    'json-schema.org/draft-07/schema': draft07,
  };

  const compileWith = (ajv: typeof draft07, schema: Schema): ValidateFunction | Problem => {
    try {
      const validate = ajv.compile(schema);
      return '$async' in validate ? { problem: 'expected a schema without $async' } : validate;
    } catch (error) {
      ajv.removeSchema(schema);
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    compile: (schema: Schema): ValidateFunction | Problem => {
      const { $schema: named, ...rest } = schema;
      if (named === undefined) {
        const modern = compileWith(draft2020, rest);
        const older = typeof modern === 'function' ? modern : compileWith(draft07, rest);
        return typeof older === 'function' ? older : modern;
      }
      const ajv =
        typeof named === 'string' ? byName[named.replace(/^https?:\/\//, '').replace(/#$/, '')] : undefined;
      return ajv
        ? compileWith(ajv, rest)
        : { problem: `$schema: expected draft-07 or 2020-12, got ${JSON.stringify(named)}` };
    },
    forget: (schema: Schema) => {
      draft2020.removeSchema(schema);
      draft07.removeSchema(schema);
    },
  };
}

/** Ajv's way to take another engine for regular expressions; `code` would only be used for stand-alone code. */
function regExpOf(testRegex: TestRegex) {
  const regExp = (pattern: string, flags: string) => {
    new RegExp(pattern, flags);
    return {
      test: (text: string): boolean => {
        const outcome = testRegex(pattern, flags, text);
        if (typeof outcome === 'object') throw new Error(`/${pattern}/: ${outcome.problem}`);
        return outcome;
      },
    };
  };
  return Object.assign(regExp, { code: 'new RegExp' });
}

function violationOf(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it is not valid';
  const { allowedValue, allowedValues, additionalProperty } = error.params as Record<string, unknown>;
  const detail = allowedValue ?? allowedValues ?? additionalProperty;
  const place = error.instancePath === '' ? 'the whole value' : error.instancePath;
  return `${place} ${error.message ?? 'is not valid'}${detail === undefined ? '' : ` (${JSON.stringify(detail)})`}`;
}
