import { describe, expect, it } from 'vitest';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { aliasProblem, historyWords, moveEffect, promptDiff, versionLabel, versionPair } from './prompts.ts';

const ACTOR = { id: 'eda', kind: 'user', name: 'Eda' } as const;
const TIME = '2026-01-15T12:00:00.000Z';
const hashes = ['33333333', '22222222', '11111111'];

/** Three versions, newest first, with aliases by the hash that they name. */
function prompt(named: Record<string, string>, count = 3): Pick<PromptDetail, 'versions' | 'aliases'> {
  const aliases = Object.entries(named).map(([alias, hash]) => ({ alias, version: `a@${hash}` }));
  return {
    aliases: aliases.map((alias) => ({ ...alias, updated_at: TIME, updated_by: ACTOR })),
    versions: hashes.slice(0, count).map((hash) => ({
      version: `a@${hash}`,
      created_at: TIME,
      created_by: ACTOR,
      message: null,
      aliases: aliases.filter(({ version }) => version === `a@${hash}`).map(({ alias }) => alias),
      usage: null,
    })),
  };
}

describe('versionPair', () => {
  it.each([
    ['the newest with production', prompt({ prod: '11111111' }), null, null, '1>3'],
    [
      'the newest with the one before it, when it is production',
      prompt({ prod: '33333333' }),
      null,
      null,
      '2>3',
    ],
    ['a chosen one with production', prompt({ prod: '33333333' }), null, '11111111', '3>1'],
    ['production with the one before it', prompt({ prod: '22222222' }), null, '22222222', '1>2'],
    [
      'the oldest with any other, when it is production',
      prompt({ prod: '11111111' }),
      null,
      '11111111',
      '3>1',
    ],
    ['two chosen ones', prompt({ prod: '33333333' }), '11111111', '22222222', '1>2'],
    ['nothing that is not there', prompt({ prod: '11111111' }), '99999999', 'x', '1>3'],
  ])('shows %s', (_, detail, before, after, expected) => {
    const pair = versionPair(detail, { before, after });
    const digit = (version: string | null | undefined) => version?.at(-1) ?? '-';
    expect(`${digit(pair?.before)}>${digit(pair?.after)}`).toBe(expected);
  });

  it('has one side where there is one version, and none without any', () => {
    const none = { before: null, after: null };
    expect(versionPair(prompt({ prod: '33333333' }, 1), none)).toEqual({ before: null, after: 'a@33333333' });
    expect(versionPair(prompt({}, 0), none)).toBeNull();
  });
});

describe('promptDiff', () => {
  const base = { system: null, user: '{{prompt}}', parameters: {} };

  it('leaves out what neither has, and marks words', () => {
    const parts = promptDiff({ ...base, system: 'Be very kind.' }, { ...base, system: 'Be kind.' });
    expect(parts.map(({ title }) => title)).toEqual(['System', 'User']);
    expect(parts[0]?.diff.parts).toContainEqual({ kind: 'removed', text: 'very ' });
    expect(parts[1]?.diff.parts.every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('compares parameters by name, whatever their order', () => {
    const parameters = { seed: 7, temperature: 0.5 };
    const [, other] = promptDiff(
      { ...base, parameters },
      { ...base, parameters: { temperature: 0.5, seed: 7 } },
    );
    expect(other).toMatchObject({ title: 'Parameters', isCode: true });
    expect(other?.diff.parts).toEqual([{ kind: 'same', text: 'seed: 7\ntemperature: 0.5' }]);
  });
});

it('tells what happened in words', () => {
  const item = { id: '', created_at: TIME, actor: ACTOR, reason: null, to: 'a@33333333' };
  expect(historyWords({ ...item, kind: 'version', alias: null, from: null })).toBe('New version 33333333');
  expect(historyWords({ ...item, kind: 'alias', alias: 'prod', from: null })).toBe(
    'prod names 33333333, its first version',
  );
  expect(historyWords({ ...item, kind: 'alias', alias: 'prod', from: 'a@22222222' })).toBe(
    'prod moved from 22222222 to 33333333',
  );
});

it('says what a move means, which is much for prod and little for the others', () => {
  expect(moveEffect('prod')).toMatch(/^Every request that renders this prompt/);
  expect(moveEffect('candidate')).toMatch(/^Nothing changes for users/);
});

it.each([
  ['staging', null],
  ['prod', /^There is such an alias/],
  ['', /^Expected a small letter/],
  ['deadbeef', /^Expected something that does not look like the hash/],
])('%j as the name of a new alias', (alias, problem) => {
  const found = aliasProblem(alias, ['prod']);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toMatch(problem);
});

it('labels a version by its hash and aliases', () => {
  const [first, second] = prompt({ prod: '33333333', tests: '33333333' }).versions;
  expect([first, second].map((version) => version && versionLabel(version))).toEqual([
    '33333333 (prod, tests)',
    '22222222',
  ]);
});
