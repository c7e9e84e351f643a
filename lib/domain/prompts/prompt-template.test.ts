import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptMessages, promptTemplateSchema, promptVersion } from './prompt-template.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
const problemsOf = (value: unknown) =>
  promptTemplateSchema
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('promptTemplateSchema', () => {
  it.each([
    [{ name: 'a b' }, /^name: expected letters/],
    [{ name: '..' }, /^name: expected more than dots/],
    [{ name: 'x'.repeat(121) }, /^name: expected at most 120/],
    [{ system: 'a' }, /^name: /],
    [{ name: 'a', user: 'hello' }, /^user: expected \{\{prompt\}\} somewhere/],
    [{ name: 'a', user: '{{prompt}}\n{{other}}' }, /^user: line 2, column 1: unknown placeholder/],
    [{ name: 'a', system: 'For {{prompt}}' }, /^system: line 1, column 5: .*nothing is filled in here/],
    [{ name: 'a', system: '' }, /^system: /],
    [{ name: 'a', system: 'x\0y' }, /^system: holds U\+0000/],
    [{ name: 'a', system: 'x\ud800' }, /^system: holds U\+0000 or half a character/],
    [{ name: 'a', system: 'x'.repeat(100_001) }, /^system: expected at most 100000/],
    [{ name: 'a', parameters: { model: 'gpt' } }, /^parameters\.model: is set by the call itself/],
    [{ name: 'a', parameters: { stop: ['\0'] } }, /^parameters: hold what no database keeps/],
    [{ name: 'a', sytem: 'x' }, /sytem/],
  ])('refuses %j', (value, problem) => {
    expect(problemsOf(value)?.join('\n')).toMatch(problem);
  });

  it('has a version that storing as JSON does not change, and that every word changes', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((value) => !/[{}\0]/.test(value));
    const parameters = fc.dictionary(
      fc.constantFrom('temperature', 'seed', 'top_p'),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(text, text, parameters, (system, other, settings) => {
        const template = promptTemplateSchema.parse({ name: 'a', system, parameters: settings });
        const stored = promptTemplateSchema.parse(JSON.parse(JSON.stringify(template)));
        const version = promptVersion(template, sha256Hex);
        expect(version).toMatch(/^a@[0-9a-f]{8}$/);
        expect(promptVersion(stored, sha256Hex)).toBe(version);
        if (other !== system)
          expect(promptVersion({ ...template, system: other }, sha256Hex)).not.toBe(version);
      }),
    );
  });

  it("puts the caller's words in as they are", () => {
    fc.assert(
      fc.property(fc.string(), (prompt) => {
        const template = promptTemplateSchema.parse({ name: 'a', user: '<{{ prompt }}|{{prompt}}>' });
        expect(promptMessages(template, prompt)).toEqual([
          { role: 'user', content: `<${prompt}|${prompt}>` },
        ]);
      }),
    );
  });
});
