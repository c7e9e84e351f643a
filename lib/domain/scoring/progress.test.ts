import { describe, expect, it } from 'vitest';
import { ProgressMeter } from './progress.ts';

const paid = { isPaid: true, isFailed: false, costUsd: 0.5 };

describe('ProgressMeter', () => {
  it('begins with nothing', () => {
    expect(new ProgressMeter({ calls: 4, examples: 2 }).read(0)).toEqual({
      callsDone: 0,
      callsTotal: 4,
      examplesDone: 0,
      examplesTotal: 2,
      failedCalls: 0,
      costUsd: 0,
      callsPerSecond: null,
      secondsLeft: null,
    });
  });

  it('tells rate, cost and time left', () => {
    const meter = new ProgressMeter({ calls: 10, examples: 5 });
    for (const nowMs of [0, 500, 1_000]) meter.callDone(paid, nowMs);
    meter.exampleDone();
    expect(meter.read(1_000)).toMatchObject({
      callsDone: 3,
      examplesDone: 1,
      costUsd: 1.5,
      callsPerSecond: 2,
      secondsLeft: 3.5,
    });
  });

  it('takes the rate from the last ten seconds, and results from the cache out of it', () => {
    const meter = new ProgressMeter({ calls: 1_000, examples: 500 });
    for (let i = 0; i < 500; i += 1) meter.callDone({ ...paid, isPaid: false }, 0);
    for (let nowMs = 0; nowMs <= 30_000; nowMs += 1_000) meter.callDone(paid, nowMs);
    expect(meter.read(30_000).callsPerSecond).toBe(1);
    expect(meter.read(30_000).costUsd).toBe(15.5);
  });

  it('does not know the cost once a price is unknown; a failed call costs nothing', () => {
    const meter = new ProgressMeter({ calls: 3, examples: 3 });
    meter.callDone({ isPaid: true, isFailed: true, costUsd: null }, 0);
    expect(meter.read(0)).toMatchObject({ costUsd: 0, failedCalls: 1 });
    meter.callDone({ ...paid, costUsd: null }, 0);
    meter.callDone(paid, 0);
    expect(meter.read(0).costUsd).toBeNull();
  });
});
