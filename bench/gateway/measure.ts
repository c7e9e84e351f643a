import { setTimeout as sleep } from 'node:timers/promises';
import { PATH, requestBody, type LoadGenerator, type LoadReport } from './load.ts';
import type { Cell, TargetName } from './options.ts';
import { readLedger, waitForStored } from './our-gateway.ts';
import type { Target } from './targets.ts';

export interface Measurement extends Cell {
  target: TargetName;
  requests: number;
  errors: number;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the target's process, until the last exchange was stored. */
  cpuUsPerRequest: number | null;
  databaseCpuUsPerRequest: number | null;
  /** From the end of the load until the last exchange was stored; null for who logs nothing. */
  storedAfterSeconds: number | null;
}

/** How many exchanges a target must have logged. */
export interface Tally {
  /** Answers that arrived whole. */
  completed: number;
  /** Requests under way at the end of a run may have been answered too. */
  cutOffAtMost: number;
}

const SETTLE_MS = 150;

export class Meter {
  readonly #generate: LoadGenerator;
  readonly #tallies = new Map<TargetName, Tally>();
  readonly #answerBytes = new Map<string, number>();

  constructor(generate: LoadGenerator) {
    this.#generate = generate;
  }

  tally(target: TargetName): Tally {
    const tally = this.#tallies.get(target) ?? { completed: 0, cutOffAtMost: 0 };
    this.#tallies.set(target, tally);
    return tally;
  }

  /** Asks once each way and sees that the answer is whole. Throws when it isn't. */
  async probe(target: Target): Promise<void> {
    for (const isStreamed of [false, true]) {
      const body = requestBody(isStreamed).replace('@@', '0');
      const response = await fetch(target.origin + PATH, { method: 'POST', headers: target.headers, body });
      const text = await response.text();
      const isWhole = isStreamed ? text.trimEnd().endsWith('data: [DONE]') : text.includes('"usage"');
      if (response.status !== 200 || !isWhole)
        throw new Error(`${target.label} answers ${response.status}: ${text.slice(0, 300)}`);
      this.#answerBytes.set(`${target.name} ${isStreamed}`, text.length);
      this.tally(target.name).completed += 1;
    }
  }

  /** Puts load on one target that doesn't count, and waits until it has stored what it answered. */
  async leadIn(target: Target, cell: Cell, seconds: number): Promise<void> {
    const report = await this.#load(target, cell, seconds);
    if (target.isLogging) await waitForStored(target.origin);
    this.#count(target, cell, report);
  }

  /** Puts load on one target and waits until it has stored what it answered. */
  async measure(target: Target, cell: Cell, seconds: number): Promise<Measurement> {
    await sleep(SETTLE_MS);
    const cpuBefore = target.cpuSeconds();
    const databaseBefore = target.databaseCpuSeconds();
    const report = await this.#load(target, cell, seconds);
    const endMs = performance.now();
    if (target.isLogging) await waitForStored(target.origin);
    const storedAfterSeconds = target.isLogging ? (performance.now() - endMs) / 1_000 : null;

    this.#count(target, cell, report);
    const perRequest = (before: number | null, after: number | null) =>
      before === null || after === null ? null : ((after - before) * 1e6) / Math.max(1, report.requests);
    const wholeBytes = report.requests * (this.#answerBytes.get(`${target.name} ${cell.isStreamed}`) ?? 0);
    return {
      ...cell,
      target: target.name,
      requests: report.requests,
      errors: report.errors + (report.bytes < wholeBytes ? 1 : 0),
      requestsPerSecond: report.requests / report.seconds,
      p50Ms: report.p50Ms,
      p99Ms: report.p99Ms,
      cpuUsPerRequest: perRequest(cpuBefore, target.cpuSeconds()),
      databaseCpuUsPerRequest: perRequest(databaseBefore, target.databaseCpuSeconds()),
      storedAfterSeconds,
    };
  }

  #load(target: Target, cell: Cell, seconds: number): Promise<LoadReport> {
    return this.#generate({ origin: target.origin, headers: target.headers, ...cell, seconds });
  }

  #count(target: Target, cell: Cell, report: LoadReport): void {
    const tally = this.tally(target.name);
    tally.completed += report.requests;
    tally.cutOffAtMost += cell.concurrency;
  }

  /** Whether a gateway has stored everything it answered, in words. */
  async audit(target: Target): Promise<{ isComplete: boolean; text: string }> {
    await waitForStored(target.origin);
    const ledger = await readLedger(target.origin);
    const { completed, cutOffAtMost } = this.tally(target.name);
    const rows = target.countRows ? await target.countRows() : null;
    const surplus = ledger.answered - completed;
    const isComplete =
      surplus >= 0 &&
      surplus <= cutOffAtMost &&
      ledger.answered === ledger.stored &&
      ledger.journal_backlog_bytes === 0 &&
      ledger.lost + ledger.rejected === 0 &&
      (rows === null || rows === ledger.answered);
    const parts = [
      `${completed} whole answers arrived (and at most ${cutOffAtMost} were cut off)`,
      `answered ${ledger.answered} = stored ${ledger.stored} + duplicates ${ledger.duplicates}`,
      `rejected ${ledger.rejected}, lost ${ledger.lost}, waiting ${ledger.journal_backlog_bytes} bytes`,
      ...(rows === null ? [] : [`rows in chat_logs ${rows}`]),
    ];
    return { isComplete, text: `${target.label}: ${parts.join('; ')}` };
  }
}
