import { describe, expect, it } from 'vitest';
import { startRunSchema } from '#lib/contracts/runs.ts';
import { readStartForm, type StartForm } from './start-form.ts';
import { readTagLines } from './tag-lines.ts';

const empty: StartForm = { model: '', prompt: '', repeats: '', sample: '', limit: '', tags: '' };

describe('readStartForm', () => {
  it('leaves to the configuration what is left empty', () => {
    expect(readStartForm({ ...empty, model: '  ' })).toEqual({ request: { tags: {} }, errors: {} });
  });

  it('reads everything into what the API takes', () => {
    const { request } = readStartForm({
      model: ' gpt-4.1 ',
      prompt: 'v2',
      repeats: '3',
      sample: '12,5 %',
      limit: '40',
      tags: 'purpose=a=b\n\nnightly\n',
    });
    expect(request).toEqual({
      model: 'gpt-4.1',
      prompt: 'v2',
      repeats: 3,
      sample: 0.125,
      limit: 40,
      tags: { purpose: 'a=b', nightly: '' },
    });
    expect(startRunSchema.safeParse(request).success).toBe(true);
  });

  it.each([
    ['repeats', '0'],
    ['repeats', '101'],
    ['repeats', '1.5'],
    ['repeats', '1e1'],
    ['limit', '0'],
    ['limit', '-3'],
    ['limit', 'all'],
    ['sample', '0'],
    ['sample', '100.1'],
    ['sample', 'half'],
    ['tags', '=x'],
  ] as const)('refuses %s %s and says what was expected', (field, text) => {
    const { request, errors } = readStartForm({ ...empty, [field]: text });
    expect(request).toBeNull();
    expect(errors[field]).toMatch(/expected/i);
    expect(Object.keys(errors)).toEqual([field]);
  });
});

describe('readTagLines', () => {
  it('names the line that is wrong', () => {
    expect(readTagLines('a=1\n=2').error).toBe('Line 2: expected name=value');
    expect(readTagLines(`${'x'.repeat(101)}=1`).error).toMatch(/^Line 1: .*100/);
  });

  it('leaves promotion to promotion', () => {
    expect(readTagLines('env=production').error).toMatch(/promoting/);
  });
});
