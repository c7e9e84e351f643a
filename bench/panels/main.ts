import { fork } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, type Measured } from './measure.ts';

/*
 * How long the API of every panel takes on databases that npm run seed:scale filled. Ends with 1 when the largest is over
 * the goal, when it takes more than twice the time of the smallest, or when a panel's numbers differ from those of raw rows.
 */
const GOAL_MS = 300;
const MOST_RATIO = 2;
/** Below this a ratio says more about the machine than about the question. */
const RATIO_FROM_MS = 20;
const root = resolve(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    database: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '12' },
    only: { type: 'string' },
    child: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const [first] = values.database;

if (first === undefined || !(rounds >= 1)) {
  console.error('bench panels: expected --database postgresql://… once or twice (the smaller one first)');
  process.exitCode = 2;
} else if (values.child) {
  const measured = await measure(root, first, { rounds, only: values.only });
  process.send?.(measured, () => process.disconnect());
} else {
  const results: Measured[] = [];
  for (const database of values.database) results.push(await inChild(database));
  process.exitCode = report(results) ? 0 : 1;
}

/** The application is one a process. */
function inChild(database: string): Promise<Measured> {
  console.error(`asking ${new URL(database).pathname.slice(1)} …`);
  const options = ['--child', '--database', database, '--rounds', String(rounds)];
  const only = values.only === undefined ? [] : ['--only', values.only];
  return new Promise((done, fail) => {
    const child = fork(import.meta.filename, [...options, ...only]);
    let measured: Measured | null = null;
    child.on('message', (message) => (measured = message as Measured));
    child.on('error', fail);
    child.on('exit', (code) =>
      measured
        ? done(measured)
        : fail(new Error(`the measuring process ended with ${code} and without figures`)),
    );
  });
}

function report(results: readonly Measured[]): boolean {
  const largest = results.at(-1);
  if (!largest) return false;
  const [load = 0] = loadavg();
  console.log(
    `\n## Panels\n\n${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node.js ${process.version}, load ${load.toFixed(1)}`,
  );
  for (const { chatLogs, shadowEvals, runs } of results)
    console.log(
      `- ${grouped(chatLogs)} chat logs, ${grouped(shadowEvals)} shadow evaluations, ${grouped(runs)} runs`,
    );
  console.log(`\nMilliseconds of ${rounds} requests each, p50 / p95, after one that doesn't count.\n`);
  console.log(
    `| question | ${results.map(({ chatLogs }) => grouped(chatLogs)).join(' | ')} | ratio of p50 | |`,
  );
  console.log(`|---|${results.map(() => '--:|').join('')}--:|---|`);
  const failed: string[] = [];
  largest.timings.forEach((timing, index) => {
    const all = results.map(({ timings }) => timings[index]);
    const ratio = timing.p50Ms / (all[0]?.p50Ms ?? NaN);
    const isGrowing = results.length > 1 && ratio > MOST_RATIO && timing.p50Ms > RATIO_FROM_MS;
    const remarks = [
      ...(timing.problem === null ? [] : [timing.problem]),
      ...(timing.p95Ms > GOAL_MS ? [`above ${GOAL_MS} ms`] : []),
      ...(isGrowing ? [`above ${MOST_RATIO} ×`] : []),
    ];
    if (remarks.length > 0) failed.push(`${timing.name}: ${remarks.join(', ')}`);
    const times = all.map((each) => (each ? `${each.p50Ms.toFixed(0)} / ${each.p95Ms.toFixed(0)}` : ''));
    console.log(`| ${timing.name} | ${times.join(' | ')} | ${ratio.toFixed(1)} | ${remarks.join(', ')} |`);
  });
  console.log('');
  for (const text of failed) console.log(`✘ ${text}`);
  if (failed.length === 0) console.log(`✔ every p95 is within ${GOAL_MS} ms`);
  for (const { chatLogs, checked, disagreements } of results) {
    const what = `${checked} numbers of panels on ${grouped(chatLogs)} chat logs`;
    console.log(
      disagreements.length === 0
        ? `✔ ${what} agree with raw rows`
        : `✘ ${what}: ${disagreements.length} differ from raw rows`,
    );
    for (const text of disagreements) console.log(`  ${text}`);
  }
  return failed.length === 0 && results.every(({ disagreements }) => disagreements.length === 0);
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
