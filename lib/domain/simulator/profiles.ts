import { unitInterval } from './random.ts';

/** Shares, each in [0, 1], of the prompts that meet a fault; their sum must not exceed 1. */
export interface FaultShares {
  /** Answered with status 429. */
  rateLimitShare: number;
  /** Answered with status 500. */
  serverErrorShare: number;
  /** Never answered. */
  hangShare: number;
  /** Cut off in the middle of the answer. */
  brokenStreamShare: number;
}

/** What a simulated model is declared to be. */
export interface SimulatorProfile {
  name: string;
  description: string;
  /** In [0, 1]; 1 gives the ideal answer, lower values damage more of it. */
  quality: number;
  /** Mean time to the first token. */
  latencyMs: number;
  /** Pace of the answer after its first token. */
  tokensPerSecond: number;
  faults?: FaultShares;
  /** As a judge, believes answers that speak to it and takes an announced answer for one. */
  isCredulous?: true;
}

const large = profile('large', 'Strong and rather slow.', 0.97, 420, 70);
const medium = profile('medium', 'Good; a sensible production model.', 0.9, 260, 110);
const small = profile('small', 'Fast; leaves things out and slips on details.', 0.78, 140, 180);

/** All declared profiles. */
export const simulatorProfiles: readonly SimulatorProfile[] = [
  large,
  medium,
  small,
  profile('degraded', 'What a broken prompt or a bad fine-tune looks like.', 0.55, 260, 110),
  profile('slow', 'As good as medium, with a long wait before the first token.', 0.9, 2_500, 35),
  {
    ...profile('flaky', 'As good as medium, but fails on one prompt in five.', 0.9, 260, 110),
    faults: { rateLimitShare: 0.08, serverErrorShare: 0.08, hangShare: 0.01, brokenStreamShare: 0.03 },
  },
  profile('judge', 'Grades answers by comparing texts.', 0.97, 180, 220),
  {
    ...profile(
      'naive-judge',
      'Grades like judge, but falls for attacks and empty announcements.',
      0.97,
      180,
      220,
    ),
    isCredulous: true,
  },
];

const BY_NAME = new Map(simulatorProfiles.map((each) => [each.name, each]));

/** Stand-ins of well-known names. Sizes are ours, not measurements of these models. */
const BUILT_IN = new Map<string, SimulatorProfile>([
  ['gpt-4.1', large],
  ['gpt-4.1-mini', medium],
  ['gpt-4.1-nano', small],
  ['gpt-4o', large],
  ['gpt-4o-mini', medium],
  ['gpt-4-turbo', large],
  ['gpt-4', large],
  ['gpt-3.5-turbo', small],
  ['gpt-5', large],
  ['gpt-5-mini', medium],
  ['gpt-5-nano', small],
  ['o3', large],
  ['o3-mini', medium],
  ['o4-mini', medium],
  ['llama-3.3-70b-instruct', medium],
  ['llama-3.1-8b-instruct', small],
  ['mistral-large-latest', large],
  ['mistral-small-latest', small],
]);

/**
 * The profile that plays a model: a profile's own name (with or without `simulated/`), else a built-in stand-in for a
 * well-known name (a provider prefix and a date suffix are ignored), else large, medium or small by the hash of the
 * name: such a choice is stable but says nothing about the real model of that name.
 */
export function profileFor(modelName: string): SimulatorProfile {
  const name = withoutSimulatedPrefix(modelName);
  const exact = BY_NAME.get(name);
  if (exact !== undefined) return exact;
  const base = name.slice(name.lastIndexOf('/') + 1).replace(/-\d{4}-\d{2}-\d{2}$/, '');
  const known = BUILT_IN.get(base.toLowerCase());
  if (known !== undefined) return known;
  const draw = unitInterval(`profile:${name}`);
  const stand = draw < 1 / 3 ? large : draw < 2 / 3 ? medium : small;
  // Its own name keeps two unknown models of one size from making the very same mistakes.
  return { ...stand, name, description: `Unknown name; plays ${stand.name}.` };
}

/** A model's name without the prefix that marks simulated answers. */
export function withoutSimulatedPrefix(modelName: string): string {
  return modelName.replace(/^simulated\//, '');
}

function profile(
  name: string,
  description: string,
  quality: number,
  latencyMs: number,
  tokensPerSecond: number,
): SimulatorProfile {
  return { name, description, quality, latencyMs, tokensPerSecond };
}
