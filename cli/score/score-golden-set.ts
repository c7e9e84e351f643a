import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { createRunFolders, type RunRecord } from '#lib/adapters/runs/run-folders.ts';
import { ScoresWriter } from '#lib/adapters/runs/scores-writer.ts';
import { buildModels } from '#lib/composition/models.ts';
import { createRunWorkshop } from '#lib/composition/run-workshop.ts';
import { sleep } from '#lib/composition/sleep.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { readPromptFile } from '#lib/config/prompt-file.ts';
import type { PlannedRun, RunWorkshop } from '#lib/services/score-run/run-workshop.ts';
import { resolvePrompt } from '#lib/services/prompts/resolve-prompt.ts';
import { scoreRun, type RunOutcome } from '#lib/services/score-run/score-run.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { promptOnServer } from '../prompts/prompt-source.ts';
import type { ScoreOptions } from './score-options.ts';
import { createProgressLine } from '../terminal/progress-line.ts';
import { findResumedRun, recordedOptions } from './resumed-run.ts';
import { scoresSummary } from './scores-summary.ts';
import { stopSignals } from './stop-signals.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const EXIT = { ok: 0, error: 2, interrupted: 130 } as const;
const clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };

/** Who gives a name alone means a file first: a server that doesn't answer is only half of the trouble. */
function neitherFileNorServer(name: string, configDir: string, cause: unknown): Error {
  const file = join(configDir, 'prompts', `${name}.yaml`);
  return new Error(`${file}: there is no such file; and of stored prompts: ${messageOf(cause)}`, { cause });
}

type ProgressLine = ReturnType<typeof createProgressLine>;

/** Does what `lrg score` promises; returns the exit code. */
export async function scoreGoldenSet(
  asked: ScoreOptions,
  isGiven: (option: string) => boolean,
): Promise<number> {
  const env = readEnvironment();
  const folders = createRunFolders(join(env.dataDir, 'runs'));
  const resumed = await findResumedRun(asked, isGiven, folders);
  const options = { ...asked, ...(resumed?.options as Partial<ScoreOptions> | undefined) };
  const configDir = resolve(options.config ?? env.configDir);
  const config = readConfigFiles(configDir);
  const models = await buildModels(env, config, ROOT);
  const line = createProgressLine(process.stderr, clock.elapsedMs, options.quiet);
  const workshop = createRunWorkshop({
    ...{ env, config, models, clock },
    readPrompt: (prompt) =>
      existsSync(prompt)
        ? readPromptFile(prompt)
        : resolvePrompt(prompt, {
            ...{ configDir, sha256Hex },
            findStored: (name, selector) =>
              promptOnServer(name, selector).catch((error: unknown) => {
                throw prompt === name ? neitherFileNorServer(prompt, configDir, error) : error;
              }),
          }),
    baseDir: process.cwd(),
    rootDir: ROOT,
    onModelDownload: ({ file, share }) => line.say(`Downloading ${file}: ${Math.floor(share * 100)}%`),
  });
  try {
    const runId = resumed?.run_id ?? createIdSource()(clock.nowMs());
    const planned = await workshop.plan(runId, { ...options, tags: options.tag });
    if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join('\n'));
    const record = resumed ?? newRecord(planned, options);
    if (record.fingerprint !== planned.plan.fingerprint)
      throw new Error(
        `run ${runId} can't be resumed: its golden set, prompt, rubric or configuration has changed since`,
      );
    await folders.save(record);
    const { outcome, writer } = await run(workshop, planned, folders.folderOf(runId), line);
    if (outcome.status === 'stopped') return await reportStop(outcome, runId, writer);
    await writer.finish(outcome.head, resolve(options.output));
    await folders.finish(record);
    console.log(scoresSummary(outcome.head));
    console.log(`Scores: ${options.output}`);
    if (options.upload) await upload(options.output);
    return EXIT.ok;
  } finally {
    line.clear();
    await models.close();
  }
}

function newRecord({ plan }: PlannedRun, options: ScoreOptions): RunRecord {
  return {
    run_id: plan.runId,
    created_at: new Date(clock.nowMs()).toISOString(),
    fingerprint: plan.fingerprint,
    status: 'running',
    // An alias may move before the run goes on.
    options: recordedOptions(
      options.prompt?.includes('@') && plan.promptVersion !== null
        ? { ...options, prompt: plan.promptVersion }
        : options,
    ),
  };
}

async function run(
  workshop: RunWorkshop,
  planned: PlannedRun,
  runDir: string,
  line: ProgressLine,
): Promise<{ outcome: RunOutcome; writer: ScoresWriter }> {
  const scorer = await workshop.open(planned);
  const writer = await ScoresWriter.open(join(runDir, 'examples.jsonl'));
  const signals = stopSignals(() => {
    line.clear();
    console.error('Stopping after the calls under way; once more gives them up.');
  });
  try {
    const outcome = await scoreRun(scorer.ctx, planned.plan, {
      stop: signals.stop,
      abort: signals.abort,
      sleep,
      onExample: (example) => writer.add(example),
      onProgress: (progress) => line.show(progress),
    });
    return { outcome, writer };
  } finally {
    line.clear();
    signals.release();
    await scorer.close();
  }
}

/** The scores are on disk by now: a server that is away costs nothing but the upload. */
async function upload(file: string): Promise<void> {
  const { serverFromEnvironment } = await import('../runs/with-server.ts');
  const { run_id: runId } = await serverFromEnvironment().uploadScores(file);
  console.log(`Uploaded as run ${runId}.`);
}

async function reportStop(
  { message, reason }: Extract<RunOutcome, { status: 'stopped' }>,
  runId: string,
  writer: ScoresWriter,
): Promise<number> {
  await writer.close();
  console.error(`Not finished: ${message}.`);
  console.error(`What was paid for is kept. Go on with: lrg score --resume ${runId}`);
  return reason === 'asked' ? EXIT.interrupted : EXIT.error;
}
