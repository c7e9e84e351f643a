import { expect, it } from 'vitest';
import type { AuditEntryItem } from '#lib/contracts/audit.ts';
import { prepareAuditRow } from './audit-row.ts';

const ID = '0199d3a0-0000-7000-8000-0000000000a1';
const entry = (action: string, changes: Partial<AuditEntryItem> = {}): AuditEntryItem => ({
  id: ID,
  created_at: '2026-01-15T12:00:00.000Z',
  actor: { id: 'x', kind: 'other', name: 'x' },
  action,
  target: { id: ID, kind: 'other', name: ID },
  details: null,
  ...changes,
});

it.each([
  ['run.promote', 'Promoted run', '000000a1', `/runs/${ID}`],
  ['rollout.abort', 'Aborted rollout', '000000a1', `/rollouts/${ID}`],
  ['user.invite', 'Invited', ID, null],
  ['prompt.alias', 'Moved an alias of prompt', ID, null],
  ['some_new.thing', 'some new thing', ID, null],
])('%s is told in words', (action, words, targetName, targetHref) => {
  expect(prepareAuditRow(entry(action))).toEqual({ words, targetName, targetHref, details: '' });
});

it('links no freeze that has no rollout', () => {
  const target = { id: 'rollouts', kind: 'other' as const, name: 'rollouts' };
  const row = prepareAuditRow(entry('rollout.lift_freeze', { target }));
  expect(row).toMatchObject({ targetName: 'rollouts', targetHref: null });
});

it('names what is known by a name', () => {
  const target = { id: ID, kind: 'api_key' as const, name: 'ci' };
  expect(prepareAuditRow(entry('api_key.revoke', { target })).targetName).toBe('ci');
});

it.each([
  [{ role: 'viewer', n: 1, tags: { a: null } }, 'role: viewer, n: 1, tags: none'],
  [{ candidate: { model: 'gpt-4.1', prompt: null }, origin: null }, 'candidate: model gpt-4.1'],
  [{ plan: { bake_minutes: 1, on: true } }, 'plan: bake minutes 1; on true'],
  [{ scopes: ['read', 'ci:write'] }, 'scopes: read + ci:write'],
  [null, ''],
  ['text', ''],
  [{ long: 'x'.repeat(1_000) }, `long: ${'x'.repeat(294)}…`],
])('writes details on a line: %o', (details, text) => {
  expect(prepareAuditRow(entry('run.tag', { details })).details).toBe(text);
});

it('shows what would turn the rest of the line around', () => {
  const target = { id: ID, kind: 'api_key' as const, name: 'a\u202eb' };
  const details = { name: 'a\u202eb', tags: { x: '\u2067c' }, scopes: ['admin'] };
  expect(prepareAuditRow(entry('api_key.create', { target, details }))).toMatchObject({
    targetName: 'a\ufffdb',
    details: 'name: a\ufffdb, tags: x \ufffdc, scopes: admin',
  });
});
