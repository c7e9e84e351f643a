import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { ScoredExample } from '#lib/contracts/scores.ts';
import { contentHash } from '#lib/domain/dataset/content-hash.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import type { Progress } from '#lib/domain/scoring/progress.ts';
import { planRun, type RunOptions } from '#lib/services/score-run/run-plan.ts';
import { scoreRun, type RunControl } from '#lib/services/score-run/score-run.ts';
import type { ScorerContext } from '#lib/services/score-run/scorer-context.ts';
import { startTestModels } from './test-models.ts';
import type { ConfigChanges } from './test-config.ts';

const RUN_ID = '01890000-0000-7000-8000-000000000001';

/** Examples `e0`, `e1` … in two categories, each with its own prompt and reference. */
export function testExamples(n: number, changes: Partial<Example> = {}): Example[] {
  return Array.from({ length: n }, (_, i) => ({
    id: `e${i}`,
    prompt: `What is number ${i}, please?`,
    reference_response: `The number is ${i} exactly.`,
    category: i % 2 === 0 ? 'even' : 'odd',
    source: 'test',
    ...changes,
  }));
}

/** A call store in memory; `shared` is what other runs would see. */
export function memoryCalls(shared = new Map<string, unknown>(), own = new Map<string, unknown>()) {
  return {
    shared,
    own,
    get: (key: string) => Promise.resolve(shared.get(key) ?? own.get(key) ?? null),
    put: (key: string, value: unknown, isShareable: boolean) => {
      (isShareable ? shared : own).set(key, value);
      return Promise.resolve();
    },
  };
}

interface TestRun {
  config?: ConfigChanges;
  examples?: readonly Example[];
  options?: Partial<RunOptions>;
  ctx?: Partial<ScorerContext>;
  control?: Partial<RunControl>;
}

/** A scorer whose models are a fake upstream: `run()` scores and collects what comes out. */
export async function startTestScorer(setup: TestRun = {}) {
  const { upstream, ...models } = await startTestModels(setup.config);
  let nowMs = Date.UTC(2026, 0, 1);
  const ctx: ScorerContext = {
    ...models,
    clock: { nowMs: () => (nowMs += 1), elapsedMs: () => (nowMs += 1) },
    sha256Hex,
    checkTools: createCheckTools(),
    calls: memoryCalls(),
    openEmbedding: () => Promise.resolve({ ok: false, reason: 'the model can not be reached' }),
    ...setup.ctx,
  };
  const examples = setup.examples ?? testExamples(4);
  const plan = planRun(
    {
      runId: RUN_ID,
      config: models.config,
      options: { model: 'prod', sample: null, limit: null, tags: {}, ...setup.options },
      template: null,
      golden: { examples, hash: contentHash(examples, sha256Hex) },
    },
    sha256Hex,
  );
  const run = async (control: Partial<RunControl> = {}) => {
    const scored: ScoredExample[] = [];
    const progress: Progress[] = [];
    const outcome = await scoreRun(ctx, plan, {
      stop: new AbortController().signal,
      abort: new AbortController().signal,
      sleep: () => Promise.resolve(),
      onExample: (example) => {
        scored.push(example);
        return Promise.resolve();
      },
      onProgress: (item) => progress.push(item),
      ...setup.control,
      ...control,
    });
    return { outcome, scored, progress };
  };
  return { upstream, ctx, plan, run };
}
