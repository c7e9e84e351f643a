import type { PoolClient } from 'pg';
import type { ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { breathe } from './breathe.ts';
import { RowWriter, type Columns } from './row-writer.ts';
import {
  goldenExampleRow,
  runAnswerRow,
  runCategoryRows,
  runExampleRow,
  runScoreRows,
  runStepRows,
} from './run-rows.ts';
import { GOLDEN_EXAMPLE, RUN_ANSWER, RUN_CATEGORY, RUN_EXAMPLE, RUN_SCORE, RUN_STEP } from './run-tables.ts';

interface Hashing {
  sha256Hex: (content: string | Uint8Array) => string;
}

/** Inserts the examples and all of their answers, and the texts that no earlier run has brought. */
export async function insertExamples(
  { sha256Hex }: Hashing,
  client: PoolClient,
  runId: string,
  examples: readonly ScoredExample[],
): Promise<void> {
  const golden: ReturnType<typeof goldenExampleRow>[] = [];
  for (const example of examples) {
    golden.push(goldenExampleRow(example, sha256Hex));
    await breathe(golden.length);
  }
  const texts = new RowWriter(client, 'golden_examples', GOLDEN_EXAMPLE, 'ON CONFLICT DO NOTHING');
  // In one order for everybody: transactions that bring the same texts must not wait for each other in a circle.
  for (const row of golden.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))) await texts.add(row);
  await texts.flush();

  const exampleRows = new RowWriter(client, 'run_examples', RUN_EXAMPLE);
  const answerRows = new RowWriter(client, 'run_answers', RUN_ANSWER);
  for (const [position, example] of examples.entries()) {
    await exampleRows.add(runExampleRow(runId, position, golden[position]?.hash ?? '', example));
    for (const answer of example.answers) await answerRows.add(runAnswerRow(runId, position, answer));
    await breathe(position);
  }
  await exampleRows.flush();
  await answerRows.flush();
}

/** Inserts categories, aggregated scores and steps. */
export async function insertHead(client: PoolClient, head: ScoresHead): Promise<void> {
  await insertAll(client, 'run_categories', RUN_CATEGORY, runCategoryRows(head));
  await insertAll(client, 'run_scores', RUN_SCORE, runScoreRows(head));
  await insertAll(client, 'run_steps', RUN_STEP, runStepRows(head));
}

export async function insertArtifacts(
  { sha256Hex }: Hashing,
  client: PoolClient,
  runId: string,
  artifacts: ScoresHead['artifacts'],
): Promise<void> {
  for (const { name, media_type: mediaType, content } of artifacts) {
    const bytes = Buffer.from(content);
    await client.query(
      `INSERT INTO run_artifacts (run_id, name, media_type, bytes, sha256, content)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [runId, storableText(name), storableText(mediaType), bytes.length, sha256Hex(bytes), bytes],
    );
  }
}

async function insertAll(
  client: PoolClient,
  table: string,
  columns: Columns,
  rows: readonly object[],
): Promise<void> {
  const writer = new RowWriter(client, table, columns);
  for (const row of rows) await writer.add(row);
  await writer.flush();
}
