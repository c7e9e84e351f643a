import { describe, expect, it } from 'vitest';
import { prepareProgress } from './run-progress.ts';

const progress = {
  calls_done: 750,
  calls_total: 1_500,
  examples_done: 1,
  examples_total: 300,
  failed_calls: 0,
  cost_usd: 0.1,
  calls_per_second: 4.26,
  seconds_left: 176,
};

describe('prepareProgress', () => {
  it('writes how far, how fast and how long still', () => {
    expect(prepareProgress(progress)).toEqual({
      share: 0.5,
      percent: '50%',
      calls: '750 of 1,500 calls',
      examples: '1 of 300 examples',
      rate: '4.3 calls/s',
      left: '2 min 56 s',
      cost: '$0.100',
      failed: null,
    });
  });

  it('says what is not known yet, and never 100% before the end', () => {
    const early = { ...progress, calls_per_second: null, seconds_left: null, cost_usd: null };
    expect(prepareProgress(early)).toMatchObject({ rate: '–', left: '–', cost: 'unknown' });
    expect(prepareProgress({ ...progress, calls_done: 1_499 })?.percent).toBe('99%');
    expect(prepareProgress({ ...progress, calls_total: 0, calls_done: 0 })).toMatchObject({
      share: null,
      percent: '–',
    });
    expect(prepareProgress({ ...progress, calls_done: 1_600 })?.share).toBe(1);
  });

  it('counts failed calls', () => {
    expect(prepareProgress({ ...progress, failed_calls: 1 })?.failed).toBe('1 call failed');
  });

  it('has nothing to say of a run that waits', () => {
    expect(prepareProgress(null)).toBeNull();
  });
});
