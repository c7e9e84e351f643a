import { expect, it } from 'vitest';
import { takeToken, type TokenBucket } from './token-bucket.ts';

it('admits a burst up to the limit, then one request a refill', () => {
  let bucket: TokenBucket | undefined;
  const at = (ms: number) => {
    const admission = takeToken(bucket, 3, ms);
    bucket = admission.bucket;
    return admission;
  };
  expect([0, 0, 0].map((ms) => at(ms).isAdmitted)).toEqual([true, true, true]);
  expect(at(0)).toMatchObject({ isAdmitted: false, retryAfterSeconds: 20 });
  expect(at(19_999).isAdmitted).toBe(false);
  expect(at(20_000).isAdmitted).toBe(true);
  expect(at(20_001).isAdmitted).toBe(false);
});

it('never saves more than a minute of allowance', () => {
  let bucket: TokenBucket | undefined = { tokens: 0, updatedMs: 0 };
  let admitted = 0;
  for (let i = 0; i < 10; i += 1) {
    const admission = takeToken(bucket, 4, 3_600_000);
    bucket = admission.bucket;
    if (admission.isAdmitted) admitted += 1;
  }
  expect(admitted).toBe(4);
});
