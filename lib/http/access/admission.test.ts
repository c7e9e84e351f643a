import { describe, expect, it } from 'vitest';
import { ProblemError } from '../problem.ts';
import { Admission } from './admission.ts';

/** What a caller who is refused is told. */
function refusalOf(enter: () => unknown): ProblemError {
  try {
    enter();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('requests under way', () => {
  const start = (maxInFlight: number) => new Admission({ perMinute: 0, maxInFlight }, () => 0);

  it('are counted by caller', () => {
    const admission = start(2);
    admission.enter('a');
    admission.enter('a');
    admission.enter('b');
    const refusal = refusalOf(() => admission.enter('a'));
    expect(refusal).toMatchObject({ status: 429, message: 'at most 2 requests at once' });
    expect(refusal.headers).toEqual({ 'retry-after': '1' });
  });

  it('give their place back once, however often they say that they are over', () => {
    const admission = start(2);
    const [leave] = [admission.enter('a'), admission.enter('a')];
    leave();
    leave();
    leave();
    admission.enter('a');
    refusalOf(() => admission.enter('a'));
  });

  it('have no limit at 0', () => {
    const admission = start(0);
    for (let i = 0; i < 5_000; i += 1) admission.enter('a');
  });
});

describe('requests a minute', () => {
  it('are counted by caller, and come back with time', () => {
    let nowMs = 1_000;
    const admission = new Admission({ perMinute: 2, maxInFlight: 0 }, () => nowMs);
    admission.enter('a');
    admission.enter('a');
    admission.enter('b');
    expect(refusalOf(() => admission.enter('a')).headers).toEqual({ 'retry-after': '30' });
    nowMs += 30_000;
    admission.enter('a');
    expect(refusalOf(() => admission.enter('a'))).toMatchObject({
      status: 429,
      message: 'at most 2 requests a minute',
    });
  });

  it('are not used up by being refused', () => {
    let nowMs = 0;
    const admission = new Admission({ perMinute: 60, maxInFlight: 0 }, () => nowMs);
    for (let i = 0; i < 60; i += 1) admission.enter('a');
    for (let i = 0; i < 60; i += 1) refusalOf(() => admission.enter('a'));
    nowMs += 1_000;
    admission.enter('a');
  });

  it('take a bounded memory of callers', () => {
    const admission = new Admission({ perMinute: 1, maxInFlight: 0 }, () => 0);
    for (let i = 0; i < 10_000; i += 1) admission.enter(`caller ${i}`);
    refusalOf(() => admission.enter('caller 0'));
    admission.enter('one more');
    // Everybody was forgotten, which is a small gift.
    admission.enter('caller 0');
  });
});
