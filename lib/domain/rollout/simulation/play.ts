import { bucketOf, isSampled, type Md5Hex } from '../../sampling/bucket.ts';
import { randomWords } from '../../stats/random-words.ts';
import { assessHealth } from '../assess-health.ts';
import { stepsOf, type RolloutPlan } from '../plan.ts';
import type { RolloutCause, RolloutStatus } from '../state.ts';
import { startRollout, transition } from '../transition.ts';
import { MinuteBook } from './minute-book.ts';
import type { SimulatedCandidate } from './candidates.ts';
import type { SimulatedSide } from './simulated-side.ts';

export interface Play {
  plan: RolloutPlan;
  control: SimulatedSide;
  candidate: Pick<SimulatedCandidate, 'side' | 'troubleFromMinute'>;
  /** Mean of a Poisson stream over both sides. */
  requestsPerSecond: number;
  /** Users, of whom each comes with the same chance and stays on its side. */
  users: number;
  /** Share of answers that the judge scores. */
  judgedShare: number;
  secondsBetweenChecks: number;
  /** The same seed plays the same traffic. */
  seed: string;
  md5Hex: Md5Hex;
}

export interface Outcome {
  /** `paused` where the rollout asked for a person. */
  status: RolloutStatus;
  cause: RolloutCause;
  minutes: number;
  /** Requests that got the candidate until then. */
  canaryRequests: number;
  /** Of those since its trouble began: what a rollback came too late for. */
  requestsHit: number;
  /** From the first of these to the rollback, in minutes; null without either. */
  minutesToRollback: number | null;
}

const MINUTE_MS = 60_000;
/** Any date will do; the same for every play. */
const START_MS = Date.UTC(2026, 0, 5);

/** Plays one rollout through the real assignment, health and steps, in made-up time, to its end or to the first pause. */
export function playRollout(play: Play): Outcome {
  const { plan, seed } = play;
  const words = randomWords(seed);
  const draw = () => words() / 2 ** 32;
  // Another salt for every seed: each play has other people.
  const buckets = Array.from({ length: play.users }, (_, user) =>
    bucketOf('canary', `${seed}/${user}`, play.md5Hex),
  );
  const troubleMs = START_MS + play.candidate.troubleFromMinute * MINUTE_MS;
  const book = new MinuteBook(plan.triggers.latency?.p99_ms ?? Infinity);
  const checkMs = play.secondsBetweenChecks * 1_000;
  let { state } = startRollout(plan, START_MS, 'simulated');
  let [nowMs, nextCheckMs] = [START_MS, START_MS + checkMs];
  let [canaryRequests, requestsHit] = [0, 0];
  let firstBadMs: number | null = null;
  for (;;) {
    nowMs += (-Math.log1p(-draw()) / play.requestsPerSecond) * 1_000;
    while (nextCheckMs <= nowMs) {
      const report = assessHealth(plan, state, { nowMs: nextCheckMs, ...book.input(), units: book.units() });
      const next = transition(plan, state, { kind: 'check', report }, nextCheckMs);
      if (next.state.step !== state.step) book.startStep(nextCheckMs);
      state = next.state;
      if (next.event && state.status !== 'running')
        return {
          ...{ status: state.status, cause: next.event.cause, canaryRequests, requestsHit },
          minutes: (nextCheckMs - START_MS) / MINUTE_MS,
          minutesToRollback:
            state.status === 'rolled_back' && firstBadMs !== null
              ? (nextCheckMs - firstBadMs) / MINUTE_MS
              : null,
        };
      nextCheckMs += checkMs;
    }
    const user = Math.floor(draw() * play.users);
    const isCanary = isSampled(buckets[user] ?? 0, stepsOf(plan)[state.step] ?? 0);
    const outcome = (isCanary ? play.candidate.side : play.control)(draw, (nowMs - START_MS) / MINUTE_MS);
    const isJudged = draw() < play.judgedShare;
    if (isCanary) {
      canaryRequests += 1;
      if (nowMs >= troubleMs) {
        requestsHit += 1;
        firstBadMs ??= nowMs;
      }
    }
    book.add({ nowMs, user, isCanary, outcome: isJudged ? outcome : { ...outcome, score: null } });
  }
}
