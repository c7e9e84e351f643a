import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Problem } from '#lib/domain/checks/check-tools.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { createSchemaCompiler, type Schema, type TestRegex } from './schema-compiler.ts';

/** Compiled schemas that are kept; compiling one takes most of a millisecond. */
const MOST_COMPILED = 500;

/** Validates JSON by JSON Schema. Patterns inside schemas run on the given engine. */
export function createJsonSchemas(testRegex: TestRegex) {
  const compileSchema = createSchemaCompiler(testRegex);
  const compiled = new Map<string, ValidateFunction | Problem>();

  const compile = (schema: Schema): ValidateFunction | Problem => {
    const key = canonicalJson(schema);
    const result = compiled.get(key) ?? compileSchema(schema);
    // The last used is the last in the map.
    compiled.delete(key);
    compiled.set(key, result);
    const [oldest] = compiled.keys();
    if (compiled.size > MOST_COMPILED && oldest !== undefined) compiled.delete(oldest);
    return result;
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
        return `it could not be evaluated: ${messageOf(error)}`;
      }
    },
  };
}

function violationOf(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it is not valid';
  const { allowedValue, allowedValues, additionalProperty } = error.params as Record<string, unknown>;
  const detail = allowedValue ?? allowedValues ?? additionalProperty;
  const place = error.instancePath === '' ? 'the whole value' : error.instancePath;
  return `${place} ${error.message ?? 'is not valid'}${detail === undefined ? '' : ` (${JSON.stringify(detail)})`}`;
}
