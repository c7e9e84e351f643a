import { createAtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { setOutputs } from '#lib/adapters/files/job-files.ts';
import type { CiVerdict } from '#lib/contracts/verdicts.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import type { GateOptions } from './gate-options.ts';
import { printable, verdictText } from './verdict-text.ts';

export interface GateResult {
  /** A server's answer alone, where the document could not be had. */
  verdict: Verdict | CiVerdict;
  exitCode: number;
  scorecard: () => string;
  /** Of the verdict's page on the dashboard. */
  url: string | null;
}

/** Writes and prints what was asked for; returns the exit code. */
export async function report(
  options: Pick<GateOptions, 'json' | 'output' | 'markdown'>,
  { verdict, exitCode, scorecard, url }: GateResult,
  outputFile: string | null,
): Promise<number> {
  const runId = 'evidence' in verdict ? verdict.evidence.current.run_id : verdict.run_id;
  if (options.markdown !== undefined) await writeFile(options.markdown, scorecard());
  if (outputFile !== null)
    await setOutputs(outputFile, {
      verdict: verdict.verdict,
      run_id: runId,
      ...(url === null ? {} : { url }),
    });
  if (!('evidence' in verdict)) {
    console.log(shortText(verdict));
    if (options.json || options.output !== undefined)
      throw new Error('The verdict with its evidence could not be had; --json and --output need it.');
    return exitCode;
  }
  if (options.output !== undefined) await writeFile(options.output, `${JSON.stringify(verdict)}\n`);
  if (options.json) console.log(JSON.stringify(verdict, null, 1));
  else console.log(url === null ? verdictText(verdict) : `${verdictText(verdict)}\n\n${printable(url)}`);
  return exitCode;
}

function shortText({ verdict, rule, reasons, url }: CiVerdict): string {
  return [
    `${verdict.toUpperCase()} (rule ${rule})`,
    ...reasons.map((reason) => `  ${printable(reason)}`),
    '',
    printable(url),
  ].join('\n');
}

async function writeFile(file: string, text: string): Promise<void> {
  const target = await createAtomicFile(file);
  await target.write(text);
  await target.commit();
}
