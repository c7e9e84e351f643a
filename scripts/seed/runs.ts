import type { Scores } from '#lib/contracts/scores.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { draftVerdict, type JudgeContext } from '#lib/services/gate/draft-verdict.ts';
import { textsIn } from '#lib/services/gate/example-texts.ts';
import { gateRunOf } from '#lib/services/gate/gate-run-of.ts';
import { insertVerdict } from '#lib/services/gate/insert-verdict.ts';
import { promoteRun } from '#lib/services/runs/promote-run.ts';
import { storeRun } from '#lib/services/runs/store-run.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import type { SeedPlan } from './plan.ts';
import type { GoldenText } from './texts.ts';

export type SeedRunContext = Omit<JudgeContext, 'clock' | 'newId'> & { newId: (nowMs: number) => string };

/** Examples of a seeded run; each golden set's example is in every run, so that runs can be compared. */
const EXAMPLES = 50;
const PROMOTE_EVERY = 60;
const MODELS = ['gpt-4.1-mini', 'gpt-4.1', 'gpt-4.1-nano'];
const SEEDER: Principal = { kind: 'local', id: 'local', name: 'local', scopes: ['admin'] };

/**
 * Stores runs and their verdicts in the product's own way, as if CI had sent them, and promotes some of those that pass.
 *
 * @param numbers which runs of the plan; a run's content follows from the plan's seed and its number
 */
export async function insertRuns(
  ctx: SeedRunContext,
  plan: SeedPlan,
  golden: readonly GoldenText[],
  onRun: (done: number) => void,
): Promise<{ runs: number; verdicts: number; promotions: number }> {
  const stepMs = (plan.days * 86_400_000) / plan.runs;
  const startMs = plan.untilMs - plan.days * 86_400_000;
  const done = { runs: 0, verdicts: 0, promotions: 0 };
  for (let number = 0; number < plan.runs; number += 1) {
    const atMs = Math.floor(startMs + (number + 0.5) * stepMs);
    const at = { ...ctx, clock: { nowMs: () => atMs, elapsedMs: () => performance.now() } };
    const scores = scoresOf(plan, number, ctx.newId(atMs), atMs, golden);
    const origin = {
      repository: 'example/assistant',
      branch: number % 5 === 0 ? 'main' : `change-${number % 400}`,
      commit: ctx.sha256Hex(`seeded ${plan.seed} ${number}`).slice(0, 40),
      pull_request: number % 5 === 0 ? null : 1 + (number % 400),
    };
    let verdict = '';
    const stored = await storeRun(at, scores, {
      source: 'upload',
      createdBy: 'seed:scale',
      prepare: async () => {
        const draft = await draftVerdict(
          at,
          await gateRunOf(at, scores),
          { origin, createdBy: 'seed:scale', actorId: null, occasion: `seed ${scores.run_id}` },
          (ids) => Promise.resolve(textsIn(scores, ids)),
        );
        verdict = draft.verdict;
        return async (client) => {
          await insertVerdict(client, draft);
        };
      },
    });
    if (stored.action === 'conflict') throw new Error(stored.message);
    if (stored.action === 'invalid')
      throw new Error(`a seeded run contradicts itself: ${JSON.stringify(stored.problems)}`);
    done.runs += 1;
    done.verdicts += 1;
    if (number === 0 || (number % PROMOTE_EVERY === 0 && verdict === 'pass')) {
      const promoted = await promoteRun(at, SEEDER, scores.run_id);
      if (promoted?.ok) done.promotions += 1;
    }
    onRun(done.runs);
  }
  return done;
}

/** Scores around a mean that drifts slowly; one run in nine is clearly worse. */
function scoresOf(
  plan: SeedPlan,
  number: number,
  runId: string,
  atMs: number,
  golden: readonly GoldenText[],
): Scores {
  const isWorse = (number * 7 + plan.seed) % 9 === 4;
  const shift = 0.55 + 0.03 * Math.sin(number / 40) - (isWorse ? 0.3 : 0);
  const chosen = Array.from(
    { length: EXAMPLES },
    (_, i) => golden[Math.floor((i * golden.length) / EXAMPLES)],
  );
  const finished = new Date(atMs).toISOString();
  const started = new Date(atMs - 300_000).toISOString();
  const scores = syntheticScores({
    runId,
    shift,
    examples: EXAMPLES,
    model: MODELS[Math.floor(number / 37) % MODELS.length] ?? '',
    tags: { seeded: 'true', seed: String(plan.seed) },
    change: (example, index) => {
      const text = chosen[index];
      const noise = (((number + 1) * (index + 3) * 2_654_435_761) % 1_000) / 1_000 - 0.5;
      const near = (score: number | null) =>
        score === null ? null : Math.min(1, Math.max(0, score + 0.12 * noise));
      return {
        ...example,
        ...(text
          ? { prompt: text.prompt, reference_response: text.reference_response, category: text.category }
          : {}),
        answers: example.answers.map((answer) => ({
          ...answer,
          answer: text?.reference_response ?? answer.answer,
          scores: {
            ...answer.scores,
            embedding: near(answer.scores.embedding),
            rouge_l: near(answer.scores.rouge_l),
            judge_score: answer.scores.judge_score,
          },
        })),
      };
    },
  });
  return {
    ...scores,
    prompt_version: `assistant@${String(1 + Math.floor(number / 53)).padStart(8, '0')}`,
    started_at: started,
    finished_at: finished,
    steps: scores.steps.map((step) => ({ ...step, started_at: started, finished_at: finished })),
  };
}
