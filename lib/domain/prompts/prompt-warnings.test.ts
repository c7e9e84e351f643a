import { describe, expect, it } from 'vitest';
import { countTokens } from '../checks/tokens.ts';
import { promptTemplateSchema } from './prompt-template.ts';
import { promptTokens, promptWarnings } from './prompt-warnings.ts';

const template = (value: object) => promptTemplateSchema.parse({ name: 'a', ...value });
const LIMIT = [{ model: 'small', contextLimit: 100 }];

describe('promptWarnings', () => {
  it("counts the prompt's own tokens, not the placeholder's", () => {
    expect(promptTokens(template({}))).toBe(0);
    expect(promptTokens(template({ system: 'Be brief.', user: 'Q: {{ prompt }}' }))).toBe(
      countTokens('Be brief.') + countTokens('Q: '),
    );
  });

  it.each([
    [{ system: 'word '.repeat(50) }, []],
    [{ system: 'word '.repeat(51) }, ['system: takes about 51 tokens of the 100 of small: about 49 is left']],
    [
      { user: `${'word '.repeat(120)}{{prompt}}` },
      ['user: takes about 120 tokens of the 100 of small: nothing is left'],
    ],
    [
      { system: 'word', parameters: { max_tokens: 60 } },
      ['system: takes about 1 tokens and 60 for the answer of the 100 of small: about 39 is left'],
    ],
    [{ system: 'word', parameters: { max_tokens: 'many' } }, []],
  ])('warns where less than half of the context is left', (value, expected) => {
    const found = promptWarnings(template(value), LIMIT).map(({ path, message }) => `${path}: ${message}`);
    expect(found).toEqual(expected.map((text) => `${text} for the caller's words`));
  });
});
