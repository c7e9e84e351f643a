import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplateSyntax } from './template-syntax.ts';

const faultsOf = (text: string) =>
  checkTemplateSyntax(text, ['prompt']).map(({ line, column }) => `${line}:${column}`);

describe('checkTemplateSyntax', () => {
  it.each([
    ['', 'nothing'],
    ['{{prompt}}', 'the placeholder'],
    ['Q: {{ prompt }}\n{{prompt}}', 'several'],
    ['{"question": "{{prompt}}"}', 'JSON around a placeholder'],
    ['{"a":{{prompt}}}', 'JSON right around a placeholder'],
    ['{"a":{"b":{"c":1}}}', 'JSON with closing braces in a row'],
    ['a } b { c :-}', 'single braces'],
    ['function f() { if (x) { return {}; }}', 'code'],
    ['{ {prompt} }', 'braces with spaces between'],
  ])('finds nothing wrong with %j: %s', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['{{name}}', ['1:1']],
    ['a\nbc {{ Prompt }}', ['2:4']],
    ['{{}}', ['1:1']],
    ['{{prompt', ['1:1']],
    ['{{prompt}', ['1:1']],
    ['{prompt}}', ['1:8']],
    ['a }} b', ['1:3']],
    ['{{{prompt}}', []],
    ['{{ {{prompt}}', ['1:1']],
    ['{"a":{"b":1}}}', ['1:12']],
    ['\u{1f600}{{x}}\n{{y}}', ['1:3', '2:1']],
  ])('tells where %j is wrong', (text, places) => {
    expect(faultsOf(text)).toEqual(places);
  });

  it('says what was expected', () => {
    const [inUser, inSystem] = [
      checkTemplateSyntax('{{x}}', ['prompt']),
      checkTemplateSyntax('{{prompt}}', []),
    ];
    expect(inUser[0]?.message).toMatch(/^unknown placeholder "\{\{x\}\}": expected \{\{prompt\}\}; /);
    expect(inSystem[0]?.message).toMatch(/^unknown placeholder "\{\{prompt\}\}": nothing is filled in here/);
  });

  it('leaves any text alone that has no two braces in a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll(/([{}])(?=[{}])/g, '$1 ');
        expect(checkTemplateSyntax(plain, [])).toEqual([]);
      }),
    );
  });

  it('points at a double brace, whatever stands around it', () => {
    const unit = fc.constantFrom('{', '}', 'a', '\n', 'prompt', '\u{1f600}');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        for (const { line, column } of checkTemplateSyntax(text, ['prompt'])) {
          const found = (text.split('\n')[line - 1] ?? '').slice(column - 1);
          expect(found).toMatch(/^(\{\{|\}\})/);
        }
      }),
    );
  });

  it('takes no longer than the text for what is wrong throughout', () => {
    expect(checkTemplateSyntax('{{'.repeat(200_000), []).length).toBeLessThanOrEqual(20);
    expect(checkTemplateSyntax('{{a}} '.repeat(100_000), []).length).toBe(20);
  });
});
