import { readFile } from 'node:fs/promises';
import { FileError } from '#lib/adapters/files/file-error.ts';
import { verdictSchema, type Verdict } from '#lib/domain/gate/verdict.ts';
import { verifyVerdict } from '#lib/domain/gate/verify.ts';

const EXIT = { same: 0, different: 1 } as const;

/** `lrg gate --verify`: whether a verdict follows from its own evidence. */
export async function verifyFile(file: string, isJson: boolean): Promise<number> {
  const verdict = await readVerdict(file);
  const mismatches = verifyVerdict(verdict);
  const { verdict: outcome, rule } = verdict;
  if (isJson)
    console.log(JSON.stringify({ is_verified: mismatches.length === 0, verdict: outcome, mismatches }));
  else if (mismatches.length === 0)
    console.log(`Verified: the evidence gives the same verdict again (${outcome}, rule ${rule}).`);
  else {
    console.log('Not verified: the evidence gives another verdict.');
    for (const { path, stored, recomputed } of mismatches)
      console.log(`  ${path}: stored ${stored}, recomputed ${recomputed}`);
  }
  return mismatches.length === 0 ? EXIT.same : EXIT.different;
}

/** Reads a verdict file; throws with every problem and its path. */
export async function readVerdict(file: string): Promise<Verdict> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new FileError(file, error);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FileError(file, error);
  }
  const parsed = verdictSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  - ${path.join('.')}: ${message}`);
  throw new Error(`${file} is not a usable verdict file:\n${problems.join('\n')}`);
}
