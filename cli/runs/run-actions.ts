import { statSync } from 'node:fs';
import { runReport, runsTable } from './show-run.ts';
import { withServer, type OutputOptions } from './with-server.ts';

export interface ListOptions extends OutputOptions {
  filter?: string;
  sort: string;
  order: string;
  limit: number;
}

export function listRuns({ filter, sort, order, limit, ...output }: ListOptions): Promise<void> {
  const query = { sort, order, limit: String(limit), ...(filter === undefined ? {} : { filter }) };
  return withServer((server) => server.listRuns(query), output, runsTable);
}

export function showRun(id: string, output: OutputOptions): Promise<void> {
  return withServer((server) => server.getRun(id), output, runReport);
}

export function tagRun(
  id: string,
  assignments: readonly string[],
  { remove, ...output }: OutputOptions & { remove: readonly string[] },
): Promise<void> {
  const tags = [...assignments.map(assignment), ...remove.map((name) => [name, null] as const)];
  if (tags.length === 0) throw new Error('expected name=value, or --remove name');
  return withServer((server) => server.tagRun(id, Object.fromEntries(tags)), output, runReport);
}

export function promoteRun(id: string, output: OutputOptions): Promise<void> {
  return withServer(
    (server) => server.promoteRun(id),
    output,
    ({ is_unchanged: isUnchanged }) =>
      isUnchanged
        ? `Run ${id} is the baseline already; nothing was changed.`
        : `Run ${id} is the baseline now (env=production).`,
    true,
  );
}

export function uploadRun(file: string, output: OutputOptions): Promise<void> {
  return withServer(
    (server) => server.uploadScores(existingFile(file)),
    output,
    ({ run_id: id, action }) =>
      action === 'stored' ? `Stored as run ${id}.` : `Run ${id} is stored already.`,
    true,
  );
}

/** `name=value`; the value may hold further equals signs, or nothing. */
function assignment(text: string): readonly [string, string] {
  const middle = text.indexOf('=');
  if (middle < 1) throw new Error(`"${text}": expected name=value`);
  return [text.slice(0, middle), text.slice(middle + 1)];
}

function existingFile(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() === true) return file;
  throw new Error(`${file}: ${found ? 'expected a file' : 'there is no such file'}`);
}
