import { statfs } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { md5Hex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { openDatabase } from '#lib/adapters/db/database.ts';
import { createGateTools } from '#lib/adapters/gate/gate-tools.ts';
import { buildModels } from '#lib/composition/models.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { heuristicsInForce, judgeInForce } from '#lib/services/evaluation/evaluators.ts';
import { uuid7 } from '#lib/domain/ids/uuid7.ts';
import type { SeedEvaluating } from './evaluations.ts';
import { estimatedBytes, SAMPLED_BUCKETS, seedPlan } from './plan.ts';
import { rowsThere, seedScale } from './seed-scale.ts';
import { seedModels } from './models.ts';
import { readGolden } from './texts.ts';

/*
 * npm run seed:scale: fills PostgreSQL with 10 million chat logs, a million shadow evaluations and 5,000 runs of 90 days.
 * Ends with 2 when it was asked for something that it doesn't do.
 */
const root = resolve(import.meta.dirname, '../..');
const USAGE = `Usage: DATABASE_URL=postgresql://… npm run seed:scale -- [options]

  --scale <share>       share of the full size, above 0 and up to 10 (1)
  --seed <n>            another seed makes other rows (1)
  --until <time>        end of the 90 days, ISO 8601 (the current hour's beginning)
  --connections <n>     days that are filled at the same time (2)
  --append              also into a database that holds data
`;

class Refusal extends Error {}

try {
  await main();
} catch (error) {
  console.error(error instanceof Refusal ? `seed:scale: ${error.message}\n\n${USAGE}` : error);
  process.exitCode = error instanceof Refusal ? 2 : 1;
}

function readOptions() {
  const number = (name: string, text: string | undefined, fallback: number, least: number, most: number) => {
    const value = text === undefined ? fallback : Number(text);
    if (!(value >= least && value <= most))
      throw new Refusal(`--${name} ${text ?? ''}: expected a number from ${least} to ${most}`);
    return value;
  };
  const parsed = (() => {
    try {
      const names = ['scale', 'seed', 'until', 'connections'];
      const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
      return parseArgs({ options: { ...texts, append: { type: 'boolean' }, help: { type: 'boolean' } } })
        .values;
    } catch (error) {
      throw new Refusal(error instanceof Error ? error.message : String(error));
    }
  })() as Record<string, string | undefined> & { append?: boolean; help?: boolean };
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const untilMs = parsed.until === undefined ? hour : Date.parse(parsed.until);
  if (Number.isNaN(untilMs) || untilMs > Date.now())
    throw new Refusal(
      `--until ${parsed.until ?? ''}: expected a time in the past, such as 2026-11-20T10:00:00Z`,
    );
  return {
    scale: number('scale', parsed.scale, 1, 1e-5, 10),
    seed: Math.floor(number('seed', parsed.seed, 1, 0, 1e9)),
    connections: Math.floor(number('connections', parsed.connections, 2, 1, 8)),
    untilMs: Math.floor(untilMs / 3_600_000) * 3_600_000,
    append: parsed.append === true,
    help: parsed.help === true,
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const env = readEnvironment();
  if (env.databaseUrl === null)
    throw new Refusal('DATABASE_URL is not set: the embedded database is not made for so many rows');
  const plan = seedPlan(options.scale, options.seed, options.untilMs);
  const config = readConfigFiles(env.configDir, join(root, 'config'));
  const models = await buildModels(env, config, root);
  const database = await openDatabase({
    url: env.databaseUrl,
    dataDir: env.dataDir,
    migrationsDir: join(root, 'prisma/migrations'),
    workerFile: join(root, 'lib/adapters/db/embedded/worker.ts'),
    onConnectionLoss: (error) => console.error(`a database connection was lost: ${error.message}`),
  });
  try {
    await database.prepare();
    const there = await rowsThere(database.pool);
    if (there.length > 0 && !options.append)
      throw new Refusal(
        `the database holds data (${there.join(', ')}): take an empty one, or say --append to add to it`,
      );
    await tellSpace(plan, options.scale);
    const candidate = config.shadow.candidate_model ?? 'gpt-4.1-nano';
    let drawn = 0;
    const startedMs = performance.now();
    const counts = await seedScale(
      {
        pool: database.pool,
        config,
        sha256Hex,
        clock: { nowMs: () => Date.now(), elapsedMs: () => performance.now() },
        newId: (nowMs) =>
          uuid7(
            nowMs,
            createHash('sha256')
              .update(`${plan.seed}:${plan.untilMs}:${(drawn += 1)}`)
              .digest(),
          ),
        gate: createGateTools(join(root, 'lib/adapters/gate/worker.ts')),
      },
      {
        plan,
        golden: readGolden(join(root, config.dataset.output)),
        models: seedModels(models),
        judging: {
          candidate: models.route(candidate).label,
          earlierCandidate: models.route('gpt-4.1-mini').label,
          judge: models.route(config.scorer.judge_model).label,
          rubricVersion: config.rubrics.shadow.version,
          criteria: config.rubrics.shadow.rubric.criteria,
        },
        evaluating: evaluatingOf(config, models),
        connections: options.connections,
        candidateDays: 21,
        onProgress: (text) => console.log(`${stamp(startedMs)}  ${text}`),
      },
    );
    const { rows } = await database.pool.query<{ size: string }>(
      'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
    );
    console.log(`\nSeeded in ${stamp(startedMs)}; the database takes ${rows[0]?.size ?? '?'} now.`);
    for (const [name, count] of Object.entries<number>({ ...counts }))
      console.log(`  ${name.padEnd(12)} ${count.toLocaleString('en-US')}`);
    console.log(
      `Seeded exchanges have metadata {"seeded": true, "seed": ${plan.seed}}, runs the tag seeded=true, and both are of ` +
        `${new Date(plan.untilMs - plan.days * 86_400_000).toISOString()} to ${new Date(plan.untilMs).toISOString()}.`,
    );
  } finally {
    await database.close();
    await models.close();
  }
}

/** Evaluators and shares as this installation's configuration has them; where it evaluates nothing, the defaults' shares. */
function evaluatingOf(
  config: ReturnType<typeof readConfigFiles>,
  models: Awaited<ReturnType<typeof buildModels>>,
): SeedEvaluating {
  const { sample_percentage: sample, judge_percentage: judge, labels } = config.evaluation;
  const inForce = judgeInForce({ config, models });
  return {
    heuristics: heuristicsInForce({ config, md5Hex }).evaluator,
    judge: inForce.evaluator,
    judgeModel: inForce.model,
    rubricVersion: inForce.rubric.version,
    criteria: inForce.rubric.rubric.criteria,
    samplePercentage: sample || 5,
    judgePercentage: judge || 1,
    doublePercentage: labels.double_percentage,
  };
}

async function tellSpace(plan: ReturnType<typeof seedPlan>, scale: number): Promise<void> {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  const disk = await statfs('/');
  console.log(
    `Scale ${scale}: ${plan.chatLogs.toLocaleString('en-US')} chat logs, about ` +
      `${Math.round((plan.chatLogs * SAMPLED_BUCKETS) / 10_000).toLocaleString('en-US')} shadow evaluations, ` +
      `${plan.runs.toLocaleString('en-US')} runs; about ${gigabytes(estimatedBytes(plan))} of disk where PostgreSQL keeps ` +
      `its data (this machine's root has ${gigabytes(disk.bavail * disk.bsize)} free).`,
  );
}

function stamp(startedMs: number): string {
  return `${((performance.now() - startedMs) / 1_000).toFixed(0)} s`;
}
