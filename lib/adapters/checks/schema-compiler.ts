import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Problem } from '#lib/domain/checks/check-tools.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';

export type Schema = Record<string, unknown>;
export type TestRegex = (pattern: string, flags: string, text: string) => boolean | Problem;

/**
 * Compiles schemas of draft-07 or 2020-12, whichever `$schema` names. Without it a schema is read as 2020-12, and as
 * draft-07 where it is none. Unknown words are ignored, as the specification says.
 */
export function createSchemaCompiler(testRegex: TestRegex): (schema: Schema) => ValidateFunction | Problem {
  const options: Options = { strict: false, logger: false, code: { regExp: regExpOf(testRegex) } };
  const draft2020 = compilerOf(() => addFormats(new Ajv2020(options)));
  const draft07 = compilerOf(() => addFormats(new Ajv(options)));
  const byName: Record<string, typeof draft07 | undefined> = {
    'json-schema.org/draft/2020-12/schema': draft2020,
    'json-schema.org/draft-07/schema': draft07,
  };

  return (schema) => {
    const { $schema: named, ...rest } = schema;
    if (named === undefined) {
      const modern = draft2020(rest);
      const older = 'problem' in modern ? draft07(rest) : modern;
      return 'problem' in older ? modern : older;
    }
    const name = typeof named === 'string' ? named.replace(/^https?:\/\//, '').replace(/#$/, '') : '';
    return (
      byName[name]?.(rest) ?? {
        problem: `$schema: expected draft-07 or 2020-12, got ${JSON.stringify(named)}`,
      }
    );
  };
}

/** Both drafts' classes are the same but for their name. */
type Compiler = Pick<Ajv, 'compile' | 'removeSchema'>;

function compilerOf(create: () => Compiler): (schema: Schema) => ValidateFunction | Problem {
  let shared: Compiler | null = null;
  return (schema) => {
    // An instance remembers every id that it has seen, also inside schemas: such a schema gets one of its own.
    const ajv = JSON.stringify(schema).includes('"$id"') ? create() : (shared ??= create());
    try {
      const validate = ajv.compile(schema);
      return '$async' in validate ? { problem: 'expected a schema without $async' } : validate;
    } catch (error) {
      return { problem: messageOf(error) };
    } finally {
      ajv.removeSchema(schema);
    }
  };
}

/** Ajv's way to take another engine for regular expressions; `code` would only be used for stand-alone code. */
function regExpOf(testRegex: TestRegex) {
  const regExp = (pattern: string, flags: string) => {
    const compiled = new RegExp(pattern, flags);
    return {
      test: (text: string): boolean => {
        const outcome = testRegex(pattern, flags, text);
        if (typeof outcome === 'object') throw new Error(`${String(compiled)}: ${outcome.problem}`);
        return outcome;
      },
      // Ajv tells patterns apart by it.
      toString: () => String(compiled),
    };
  };
  return Object.assign(regExp, { code: 'new RegExp' });
}
