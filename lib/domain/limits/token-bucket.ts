/** What is left of a caller's allowance. */
export interface TokenBucket {
  tokens: number;
  /** Milliseconds on any steadily growing clock. */
  updatedMs: number;
}

export interface Admission {
  bucket: TokenBucket;
  isAdmitted: boolean;
  /** Seconds until the next request would be admitted; 0 when this one is. */
  retryAfterSeconds: number;
}

/** Takes one token from a bucket that holds and refills `perMinute` tokens a minute. A missing bucket is a full one. */
export function takeToken(bucket: TokenBucket | undefined, perMinute: number, nowMs: number): Admission {
  const earned = bucket ? bucket.tokens + ((nowMs - bucket.updatedMs) * perMinute) / 60_000 : perMinute;
  const tokens = Math.min(perMinute, earned);
  if (tokens >= 1)
    return { bucket: { tokens: tokens - 1, updatedMs: nowMs }, isAdmitted: true, retryAfterSeconds: 0 };
  const retryAfterSeconds = Math.ceil(((1 - tokens) * 60) / perMinute);
  return { bucket: { tokens, updatedMs: nowMs }, isAdmitted: false, retryAfterSeconds };
}
