import { takeToken, type TokenBucket } from '#lib/domain/limits/token-bucket.ts';
import { ProblemError } from '../problem.ts';

export interface AdmissionLimits {
  /** Requests per minute and caller; 0 is no limit. */
  perMinute: number;
  /** Requests under way at once per caller; 0 is no limit. */
  maxInFlight: number;
}

const MOST_CALLERS = 10_000;

/** Keeps callers within their limits. State is this process's own. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #elapsedMs: () => number;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #inFlight = new Map<string, number>();

  constructor(limits: AdmissionLimits, elapsedMs: () => number) {
    this.#limits = limits;
    this.#elapsedMs = elapsedMs;
  }

  /** Lets a caller in, or throws ProblemError 429. The returned function must be called when the request is over. */
  enter(caller: string): () => void {
    const { perMinute, maxInFlight } = this.#limits;
    if (perMinute > 0) this.#takeToken(caller, perMinute);
    if (maxInFlight === 0) return () => undefined;
    const current = this.#inFlight.get(caller) ?? 0;
    if (current >= maxInFlight) throw tooMany(`at most ${maxInFlight} requests at once`, 1);
    this.#inFlight.set(caller, current + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#inFlight.get(caller) ?? 1) - 1;
      if (left > 0) this.#inFlight.set(caller, left);
      else this.#inFlight.delete(caller);
    };
  }

  #takeToken(caller: string, perMinute: number): void {
    const admission = takeToken(this.#buckets.get(caller), perMinute, this.#elapsedMs());
    // Forgetting everybody is a small gift to a few; growing without bound would hurt all.
    if (this.#buckets.size >= MOST_CALLERS && !this.#buckets.has(caller)) this.#buckets.clear();
    this.#buckets.set(caller, admission.bucket);
    if (!admission.isAdmitted)
      throw tooMany(`at most ${perMinute} requests a minute`, admission.retryAfterSeconds);
  }
}

function tooMany(detail: string, retryAfterSeconds: number): ProblemError {
  return new ProblemError(429, detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
}
