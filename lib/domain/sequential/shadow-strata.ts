import type { DecisionSettings } from './shadow-decision.ts';
import { follow, NEW_STREAM, streamReport, type ShadowStream, type StreamReport } from './shadow-report.ts';

/** A use case by itself, followed at each share of the risk that it may come to have. */
export interface Stratum {
  name: string;
  streams: readonly ShadowStream[];
}

/** The risk is divided by one of these: how many use cases there will be isn't known when the first comes. */
const DIVISORS = [2, 4, 8, 20] as const;
const MOST_SHOWN = 20;
/** Later ones are not followed by themselves. */
const MOST_FOLLOWED = 50;

/** Takes an observation of a use case in. */
export function followStratum(
  strata: readonly Stratum[],
  name: string,
  delta: number,
  settings: DecisionSettings,
): readonly Stratum[] {
  const index = strata.findIndex((stratum) => stratum.name === name);
  if (index < 0 && strata.length >= MOST_FOLLOWED) return strata;
  const before = strata[index]?.streams ?? DIVISORS.map(() => NEW_STREAM);
  const streams = before.map((stream, level) => follow(stream, delta, shareOf(settings, level)));
  return index < 0 ? [...strata, { name, streams }] : strata.with(index, { name, streams });
}

/**
 * The largest use cases, each with its share of the risk: of two a half, of up to four a quarter, of up to eight an
 * eighth, else a twentieth. Nothing when there is only one.
 */
export function strataReports(
  strata: readonly Stratum[],
  settings: DecisionSettings,
): { name: string; report: StreamReport }[] {
  const samplesOf = ({ streams }: Stratum) => streams[0]?.decision.n ?? 0;
  const chosen = [...strata]
    .sort((a, b) => samplesOf(b) - samplesOf(a) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_SHOWN);
  if (chosen.length < 2) return [];
  const level = DIVISORS.findIndex((divisor) => chosen.length <= divisor);
  return chosen.map(({ name, streams }) => ({
    name,
    report: streamReport(streams[level] ?? NEW_STREAM, shareOf(settings, level)),
  }));
}

function shareOf(settings: DecisionSettings, level: number): DecisionSettings {
  return { ...settings, alpha: settings.alpha / (DIVISORS[level] ?? MOST_SHOWN) };
}
