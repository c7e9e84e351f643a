import type { PoolClient } from 'pg';
import type { ScoresHead } from '#lib/contracts/scores.ts';
import type { Context } from '../context.ts';
import { RowWriter } from './row-writer.ts';
import { RUN } from './run-tables.ts';

export interface NewRun {
  id: string;
  model: string;
  isSimulated: boolean;
  promptVersion: string | null;
  params: ScoresHead['params'];
  tags: Record<string, string>;
  repeats: number;
  /** How many examples it will score. */
  examples: number;
  createdBy: string;
}

/** Makes the row of a run that the server will do, in the transaction of its job; it is queued. */
export async function insertNewRun(
  ctx: Pick<Context, 'clock'>,
  client: PoolClient,
  run: NewRun,
): Promise<void> {
  const row = {
    id: run.id,
    created_at: new Date(ctx.clock.nowMs()).toISOString(),
    created_by: run.createdBy,
    source: 'server',
    state: 'queued',
    model: run.model,
    is_simulated: run.isSimulated,
    prompt_version: run.promptVersion,
    repeats: run.repeats,
    examples: run.examples,
    reasons: [],
    params: run.params,
    tags: run.tags,
    metrics: {},
    canaries: [],
  };
  const writer = new RowWriter(client, 'runs', RUN);
  await writer.add(row);
  await writer.flush();
}
