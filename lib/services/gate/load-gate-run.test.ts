import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { ScoredExample, Scores } from '#lib/contracts/scores.ts';
import type { GateRun } from '#lib/domain/gate/gate-run.ts';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { settingsWith } from '#lib/testing/gate-runs.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores, type SyntheticOptions } from '#lib/testing/synthetic-scores.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { insertNewRun } from '../runs/insert-new-run.ts';
import { storeRun } from '../runs/store-run.ts';
import { gateRunOf } from './gate-run-of.ts';
import { loadGateRun } from './load-gate-run.ts';

const newId = createIdSource();
const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };

describe.each(testDatabaseKinds())('a run as the gate reads it from %s', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES));
  afterAll(() => db.close());

  const scoresOf = (options: Partial<SyntheticOptions>) =>
    syntheticScores({ runId: newId(NOON_MS), ...options });
  async function stored(scores: Scores): Promise<Scores> {
    const outcome = await storeRun({ pool: db.pool, clock, sha256Hex }, scores, {
      ...{ source: 'upload', createdBy: 'ada' },
    });
    expect(outcome.action).toBe('stored');
    return scores;
  }

  it.each<[string, Partial<SyntheticOptions>]>([
    ['a few examples', {}],
    [
      'pages of examples with repeats',
      { examples: 1_203, repeats: 3, categories: ['tone', 'facts', '10', '9'] },
    ],
    ['odd texts', { examples: 6, change: odd }],
    ['missing answers and judgements', { examples: 8, repeats: 2, change: incomplete }],
  ])('is what its scores file says: %s', async (_, options) => {
    const scores = await stored(scoresOf(options));
    const loaded = await loadGateRun(db.pool, scores.run_id);
    const expected = await gateRunOf({ sha256Hex }, scores);
    expect(loaded).toEqual(expected);
    // Reasons name things in the order in which they stand here.
    expect(orders(loaded)).toEqual(orders(expected));
  });

  it('leads to the same verdict as the files do', async () => {
    const baseline = await stored(scoresOf({ examples: 40, repeats: 2 }));
    const current = await stored(scoresOf({ examples: 41, repeats: 3, shift: -0.04, model: 'other' }));
    const [before, now] = [
      await loadGateRun(db.pool, baseline.run_id),
      await loadGateRun(db.pool, current.run_id),
    ];
    if (!before || !now) throw new Error('a run is missing');
    for (const rule of ['threshold', 'statistical'] as const) {
      const settings = settingsWith({ rule, allow_incomparable: true });
      const [fromDatabase, fromFiles] = [
        makeVerdict(now, before, settings),
        makeVerdict(current, baseline, settings),
      ];
      expect({ ...fromDatabase, notes: fromDatabase.notes.length }).toEqual({
        ...fromFiles,
        notes: fromFiles.notes.length,
      });
    }
  });

  it('is nothing before it has finished', async () => {
    const id = newId(NOON_MS);
    const client = await db.pool.connect();
    await insertNewRun({ clock }, client, {
      ...{ id, model: 'm', isSimulated: false, promptVersion: null, params: {}, tags: {} },
      ...{ repeats: 1, examples: 1, createdBy: 'ada' },
    });
    client.release();
    expect(await loadGateRun(db.pool, id)).toBeNull();
    expect(await loadGateRun(db.pool, newId(NOON_MS))).toBeNull();
  });
});

const orders = (run: GateRun | null) => [
  Object.keys(run?.signature ?? {}),
  Object.keys(run?.categories ?? {}),
  Object.keys(run?.overall_metrics.criteria ?? {}),
];

/** Texts that the database changes, and lengths that databases and JavaScript count differently. */
function odd(example: ScoredExample, index: number): ScoredExample {
  const texts = ['a\0b', 'half \ud83d', '😀 ü 漢', '', 'ß'.repeat(999), '😀'.repeat(99)];
  const text = texts[index] ?? '';
  return {
    ...example,
    group: text === '' ? null : text,
    prompt: text,
    reference_response: `${text}!`,
    answers: example.answers.map((answer) => ({ ...answer, answer: text })),
  };
}

function incomplete(example: ScoredExample, index: number): ScoredExample {
  const answers = example.answers.map((answer, repeat) => {
    if (index === 0)
      return {
        ...answer,
        ...{ status: 'error' as const, answer: null, error: 'timeout', checks: [], judge: [] },
        scores: { embedding: null, rouge_l: null, judge_score: null, composite: null },
      };
    if (index === 1)
      return { ...answer, judge: [{ score: null, judgement: null, missing_reason: 'no JSON' }] };
    if (index === 2)
      return {
        ...answer,
        judge: answer.judge.map((each) => ({ ...each, failed_required: ['safety', 'b\0'] })),
      };
    if (index === 3)
      return {
        ...answer,
        checks: [
          { type: 'a', required: false, passed: repeat === 0, failure: null },
          { type: 'b', required: true, passed: true, failure: null },
        ],
      };
    return answer;
  });
  // In the file they may stand in any order.
  return { ...example, answers: answers.reverse() };
}
