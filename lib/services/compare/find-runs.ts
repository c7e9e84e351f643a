import type { RunSummary } from '#lib/contracts/runs.ts';
import type { Context } from '../context.ts';
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from '../runs/run-summary.ts';

export type FoundRuns = { ok: true; runs: RunSummary[] } | { ok: false; status: 404 | 409; reason: string };

/** Runs that can be compared, in the order of their ids: all of them exist and have finished. */
export async function findRuns({ pool }: Pick<Context, 'pool'>, ids: readonly string[]): Promise<FoundRuns> {
  const { rows } = await pool.query<SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS} FROM runs WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.id, summaryOf(row)]));
  const runs = ids.map((id) => found.get(id));
  const unknown = ids.filter((_, index) => !runs[index]);
  if (unknown.length > 0)
    return { ok: false, status: 404, reason: `there is no run ${unknown.join(', no run ')}` };
  const present = runs.filter((run) => run !== undefined);
  const open = present.filter(({ state }) => state !== 'finished');
  if (open.length === 0) return { ok: true, runs: present };
  const states = open.map(({ id, state }) => `run ${id} is ${state}`);
  return { ok: false, status: 409, reason: `${states.join(', ')}: only finished runs can be compared` };
}
