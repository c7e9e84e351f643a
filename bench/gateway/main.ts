import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd, cleanUp, cleanUpOnSignals, isEnding } from './clean-up.ts';
import { watchForeignLoad } from './foreign-load.ts';
import { goalsOf } from './goals.ts';
import { findLoadGenerator } from './load.ts';
import { Meter, type Measurement } from './measure.ts';
import { readOptions, type Cell, type Options } from './options.ts';
import { markdown, summarise } from './report.ts';
import { startTargets, type Targets } from './targets.ts';

/*
 * The gateway beside a bare proxy and Portkey's gateway, in one interleaved run: every round measures every target in
 * every cell, so that a noisy moment of the machine hits them alike. Ends with 1 when an exchange was not logged.
 */
const WARM_UP_SECONDS = { plain: 8, streamed: 4 };

cleanUpOnSignals();
try {
  process.exitCode = await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function bench(options: Options): Promise<number> {
  const startedMs = performance.now();
  const tempDir = mkdtempSync(join(tmpdir(), 'lrg-bench-'));
  atEnd(() => rmSync(tempDir, { recursive: true, force: true }));
  const generator = await findLoadGenerator();
  console.error('starting the targets …');
  const running = await startTargets(options.targets, tempDir);
  for (const reason of running.skipped) console.error(`SKIPPED ${reason}`);
  const meter = new Meter(generator.generate);
  await warmUp(meter, running);
  const { cells } = options;
  const foreign = watchForeignLoad(running.ownCpuSeconds);
  const measurements = await runRounds(meter, running, cells, { ...options, startedMs });
  const foreignLoad = foreign();
  const audits = [];
  for (const target of running.targets) if (target.isLogging) audits.push(await meter.audit(target));

  const rows = summarise(measurements, running.targets, cells);
  const goals = goalsOf(rows);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node.js ${process.version}`;
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  console.log(
    `\n## Gateway benchmark\n\n${machine}; ${foreignLoad}; load: ${generator.name}; ${seconds} s in all`,
  );
  console.log(
    `Medians of up to ${options.rounds} interleaved runs of ${options.seconds} s, each led in by ${options.leadInSeconds} s of the same load. CPU is all that the process did, also at rest.\n\n${markdown(rows)}\n`,
  );
  for (const { isReached, text } of goals) console.log(`${isReached ? '✔' : '✘'} ${text}`);
  for (const { isComplete, text } of audits)
    console.log(`${isComplete ? '✔ nothing lost' : '✘ LOST'} ${text}`);
  for (const reason of running.skipped) console.log(`– skipped: ${reason}`);
  const file = writeResults({
    machine,
    foreignLoad,
    load: generator.name,
    options,
    rows,
    goals,
    audits,
    measurements,
  });
  console.log(`\nAll figures: ${file}`);

  const failed = rows.filter((row) => row.errors > 0 && running.targets.some(isOurs(row.target)));
  for (const row of failed)
    console.error(`FAILED ${row.label} gave ${row.errors} errors at c=${row.concurrency}`);
  return failed.length > 0 || audits.some(({ isComplete }) => !isComplete) ? 1 : 0;
}

const isOurs = (name: string) => (target: Targets['targets'][number]) =>
  target.name === name && target.isLogging;

/** Compiled code and open connections for all, before anything counts. */
async function warmUp(meter: Meter, { targets }: Targets): Promise<void> {
  for (const target of targets) {
    await meter.probe(target);
    const cell = { delayMs: 0, concurrency: 32 };
    await meter.leadIn(target, { ...cell, isStreamed: false }, WARM_UP_SECONDS.plain);
    await meter.leadIn(target, { ...cell, isStreamed: true }, WARM_UP_SECONDS.streamed);
  }
}

async function runRounds(
  meter: Meter,
  { targets, setDelay }: Targets,
  cells: readonly Cell[],
  { rounds, seconds, leadInSeconds, limitMs, startedMs }: Options & { startedMs: number },
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, cell] of cells.entries()) {
      if (performance.now() - startedMs > limitMs) {
        console.error(
          `time is up in round ${round + 1} of ${rounds}, before cell ${index + 1} of ${cells.length}`,
        );
        return measurements;
      }
      await setDelay(cell.delayMs);
      // Nobody always comes after the same neighbour.
      const first = (round + index) % targets.length;
      for (const target of [...targets.slice(first), ...targets.slice(0, first)]) {
        // A target that waited for its turn has given its heap back and would be measured while it grows again.
        await meter.leadIn(target, cell, leadInSeconds);
        const measured = await meter.measure(target, cell, seconds);
        measurements.push(measured);
        const what = `${cell.delayMs} ms ${cell.isStreamed ? 'stream' : 'plain'} c=${cell.concurrency}`;
        console.error(
          `round ${round + 1}  ${what}  ${target.name}: ${Math.round(measured.requestsPerSecond)} requests/s, ` +
            `p50 ${measured.p50Ms.toFixed(2)} p99 ${measured.p99Ms.toFixed(1)} ms`,
        );
      }
    }
  }
  return measurements;
}

function writeResults(results: object): string {
  const folder = join(tmpdir(), 'lrg-bench-results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'gateway.json');
  const plainOptions = (_key: string, value: unknown) => (value instanceof Set ? [...value] : value);
  writeFileSync(file, JSON.stringify(results, plainOptions, 2));
  return file;
}
