import { ObservationStream, type OpenSession, type ShadowSample } from './observations.ts';
import type { DecisionSettings } from './shadow-decision.ts';
import { extendPath, NEW_PATH, type ShadowPath } from './shadow-path.ts';
import { follow, NEW_STREAM, type ShadowStream } from './shadow-report.ts';
import { followStratum, type Stratum } from './shadow-strata.ts';

/** A settled evaluation; without a score of either side it has no delta. */
export interface ShadowEvaluation extends Omit<ShadowSample, 'delta'> {
  delta: number | null;
  similarity: number | null;
  productionModel: string;
}

export interface ProcessSettings extends DecisionSettings {
  gapMs: number;
  /** Answers below this similarity diverge. */
  divergenceSimilarity: number;
}

/**
 * Everything that is known of a candidate from its evaluations so far. Its size doesn't grow with their number: only sessions
 * that are open, use cases and models are kept by name. Plain JSON.
 */
export interface ShadowProcess {
  stream: ShadowStream;
  path: ShadowPath;
  strata: readonly Stratum[];
  open: readonly OpenSession[];
  /** When the last observation was complete. */
  lastObservedMs: number | null;
  /** Of the first and the last scored exchange. */
  firstMs: number | null;
  lastMs: number | null;
  exchanges: number;
  missing: number;
  compared: number;
  diverging: number;
  productionModels: readonly { model: string; exchanges: number }[];
}

export const NEW_PROCESS: ShadowProcess = {
  stream: NEW_STREAM,
  path: NEW_PATH,
  strata: [],
  open: [],
  lastObservedMs: null,
  firstMs: null,
  lastMs: null,
  exchanges: 0,
  missing: 0,
  compared: 0,
  diverging: 0,
  productionModels: [],
};

const MOST_MODELS = 100;

/**
 * Takes the next evaluations in, in the order of their requests. It doesn't matter how they are divided into calls.
 *
 * @param untilMs everything requested before this time is among these evaluations, or was taken in before
 */
export function advanceProcess(
  process: ShadowProcess,
  evaluations: readonly ShadowEvaluation[],
  untilMs: number,
  settings: ProcessSettings,
): ShadowProcess {
  const sessions = new ObservationStream(process.open, settings.gapMs);
  let { stream, path, strata, lastObservedMs } = process;
  const observe = (observations: ReturnType<ObservationStream['take']>) => {
    for (const { atMs, delta, stratum } of observations) {
      stream = follow(stream, delta, settings);
      path = extendPath(path, stream, atMs);
      if (stratum !== null) strata = followStratum(strata, stratum, delta, settings);
      lastObservedMs = atMs;
    }
  };
  const counts = countsOf(process);
  for (const evaluation of evaluations) {
    const { delta, ...sample } = evaluation;
    count(counts, evaluation, settings);
    if (delta !== null) observe(sessions.take({ ...sample, delta }));
  }
  observe(sessions.endBefore(untilMs));
  const { models, ...counted } = counts;
  return {
    ...{ stream, path, strata, open: sessions.open, lastObservedMs },
    ...counted,
    productionModels: [...models].map(([model, exchanges]) => ({ model, exchanges })),
  };
}

function countsOf(process: ShadowProcess) {
  const { firstMs, lastMs, exchanges, missing, compared, diverging, productionModels } = process;
  const models = new Map(productionModels.map((each) => [each.model, each.exchanges]));
  return { firstMs, lastMs, exchanges, missing, compared, diverging, models };
}

function count(
  counts: ReturnType<typeof countsOf>,
  { atMs, delta, similarity, productionModel }: ShadowEvaluation,
  { divergenceSimilarity }: ProcessSettings,
): void {
  if (delta === null) {
    counts.missing += 1;
  } else {
    counts.exchanges += 1;
    counts.firstMs ??= atMs;
    counts.lastMs = atMs;
  }
  if (similarity !== null) {
    counts.compared += 1;
    if (similarity < divergenceSimilarity) counts.diverging += 1;
  }
  const known = counts.models.get(productionModel);
  if (known !== undefined || counts.models.size < MOST_MODELS)
    counts.models.set(productionModel, (known ?? 0) + 1);
}
