import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { fillIn, isWanted, type ExpressionContext } from './workflow-expression.ts';

const texts = z
  .record(z.string(), z.union([z.string(), z.boolean(), z.number()]).transform(String))
  .default({});
const stepSchema = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.literal('bash').optional(),
  env: texts,
  with: texts,
});
export type WorkflowStep = z.infer<typeof stepSchema>;
export const stepsSchema = z.array(stepSchema);

export interface StepsRun {
  /** Names of the steps that were run, and `uses` of those that a runner would hand to an action. */
  ran: string[];
  /** The `with` of each used action, filled in. */
  used: Record<string, Record<string, string>>;
  outputs: Record<string, string>;
  hasFailed: boolean;
  log: string;
}

/** How actions in `uses` are played: returns outputs, or throws to fail. Those that aren't named do nothing. */
export type PlayedActions = Record<
  string,
  (inputs: Record<string, string>) => Promise<Record<string, string>>
>;

/**
 * Runs the steps of a job or of a composite action as a runner does: conditions, expressions, outputs, and bash with the
 * flags that GitHub gives it.
 */
export async function runSteps(
  steps: readonly WorkflowStep[],
  values: Readonly<Record<string, string>>,
  { folder, env, actions = {} }: { folder: string; env: Record<string, string>; actions?: PlayedActions },
): Promise<StepsRun> {
  const run: StepsRun = { ran: [], used: {}, outputs: {}, hasFailed: false, log: '' };
  for (const step of steps) {
    const context: ExpressionContext = { values: { ...values, ...run.outputs }, hasFailed: run.hasFailed };
    if (!isWanted(step.if, context)) continue;
    const filled = (each: Record<string, string>) =>
      Object.fromEntries(Object.entries(each).map(([name, value]) => [name, fillIn(value, context)]));
    run.ran.push(step.name ?? step.uses ?? '');
    let outputs: Record<string, string> | null;
    if (step.uses !== undefined) {
      const [action = ''] = step.uses.split('@');
      const inputs = filled(step.with);
      run.used[action] = inputs;
      outputs = await (actions[action]?.(inputs) ?? Promise.resolve({})).catch((error: unknown) => {
        if (!(error instanceof StepsFailure)) throw error;
        run.hasFailed = true;
        return error.outputs;
      });
    } else {
      const done = await runBash(step.run ?? '', { ...env, ...filled(step.env) }, folder);
      run.log += done.log;
      run.hasFailed ||= done.code !== 0;
      outputs = done.outputs;
    }
    for (const [name, value] of Object.entries(outputs))
      run.outputs[`steps.${step.id ?? ''}.outputs.${name}`] = value;
  }
  return run;
}

/** A composite action that failed; it has outputs all the same. */
export class StepsFailure extends Error {
  readonly outputs: Record<string, string>;

  constructor(outputs: Record<string, string>) {
    super('a step failed');
    this.outputs = outputs;
  }
}

async function runBash(script: string, env: Record<string, string>, folder: string) {
  const outputFile = join(folder, '.output');
  writeFileSync(outputFile, '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { NODE_ENV: 'test', ...env, GITHUB_OUTPUT: outputFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? -1)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, log: out + err, outputs: outputsIn(readFileSync(outputFile, 'utf8')) };
}

/** `name=value`, and `name<<end` with lines up to the end. */
function outputsIn(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , long, short] of file.matchAll(/^([\w-]+)(?:<<(.+)\n([^]*?)\n\2|=(.*))$/gm))
    outputs[name] = long ?? short ?? '';
  return outputs;
}

/** Which of these files are in a folder. */
export function filesIn(folder: string, names: readonly string[]): string[] {
  return names.filter((name) => existsSync(join(folder, name)));
}
