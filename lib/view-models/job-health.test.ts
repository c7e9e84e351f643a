import { describe, expect, it } from 'vitest';
import { prepareJobHealth } from './job-health.ts';

const jobs = (
  counts: Partial<Record<'queued' | 'retrying' | 'active' | 'completed' | 'dead_lettered', number>>,
) => ({
  engine: 'embedded' as const,
  counts: { queued: 0, retrying: 0, active: 0, completed: 1200, dead_lettered: 0, ...counts },
  dead_letters: [],
  shadow_stopped: null,
});

describe('prepareJobHealth', () => {
  it.each([
    ['well', {}, 'All well'],
    ['working', { queued: 3, active: 2 }, 'Working'],
    ['retrying', { queued: 3, retrying: 1 }, '1 job will be tried again'],
    ['failed', { queued: 3, retrying: 1, dead_lettered: 2 }, '2 jobs failed for good'],
  ])('is %s with %o', (tone, counts, title) => {
    expect(prepareJobHealth(jobs(counts))).toMatchObject({ tone, title });
  });

  it('lists the counts by state', () => {
    expect(prepareJobHealth(jobs({ active: 4 })).counts).toEqual([
      { label: 'Queued', value: '0', isZero: true },
      { label: 'Active', value: '4', isZero: false },
      { label: 'Retrying', value: '0', isZero: true },
      { label: 'Completed', value: '1,200', isZero: false },
      { label: 'Dead-lettered', value: '0', isZero: true },
    ]);
  });
});
