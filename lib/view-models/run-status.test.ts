import { expect, it } from 'vitest';
import type { RunSummary } from '#lib/contracts/runs.ts';
import { isUnderWay, prepareRunStatus } from './run-status.ts';

const plain: Pick<RunSummary, 'state' | 'quality' | 'reasons' | 'error'> = {
  state: 'finished',
  quality: 'complete',
  reasons: [],
  error: null,
};

it('tells the life of a run and the worth of its figures in one word', () => {
  expect(prepareRunStatus(plain).kind).toBe('complete');
  expect(prepareRunStatus({ ...plain, quality: 'void' }).kind).toBe('void');
  expect(prepareRunStatus({ ...plain, state: 'running', quality: null }).kind).toBe('running');
  expect(prepareRunStatus({ ...plain, state: 'cancelled', quality: null }).label).toBe('Cancelled');
});

it('gives the reasons, an error first', () => {
  const status = prepareRunStatus({ ...plain, state: 'failed', reasons: ['b'], error: 'a' });
  expect(status.reasons).toEqual(['a', 'b']);
});

it('knows which runs change by themselves', () => {
  const states = (['queued', 'running', 'finished', 'failed', 'cancelled'] as const).filter((state) =>
    isUnderWay({ state }),
  );
  expect(states).toEqual(['queued', 'running']);
});
