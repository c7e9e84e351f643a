import { describe, expect, it } from 'vitest';
import { verdictOf } from '#lib/domain/gate/make-verdict.ts';
import { failureOf } from '#lib/testing/failure-of.ts';
import { settingsWith, simulatedEvidence } from '#lib/testing/gate-runs.ts';
import { testGateTools } from '#lib/testing/test-gate.ts';
import { createGateTools } from './gate-tools.ts';

const evidenceOf = (n: number) =>
  simulatedEvidence({
    ...{ categories: 3, n, repeats: { baseline: 2, current: 2 }, noise: 0.1, spread: 0.02, drop: 0.05 },
    seed: 'tools',
  });

describe.each([
  ['at once', 20],
  ['on a thread', 400],
])('the gate decides %s', (_, n) => {
  const settings = settingsWith({ rule: 'statistical' });

  it('as it does anywhere, and packs the evidence', async () => {
    const evidence = evidenceOf(n);
    const tools = testGateTools();
    const { verdict, packed } = await tools.decide(evidence, settings);
    expect(verdict).toEqual(verdictOf(evidence, settings));
    const pieces: string[] = [];
    for await (const piece of tools.decompress(packed)) pieces.push(piece);
    expect(JSON.parse(pieces.join(''))).toEqual(evidence);
  });

  it('or says why it can not', async () => {
    const evidence = { ...evidenceOf(n), examples: null as never };
    expect(String(await failureOf(testGateTools().decide(evidence, settings)))).toMatch(/not iterable/);
  });
});

it('a thread that can not begin is an error', async () => {
  const tools = createGateTools('/nowhere/worker.ts');
  expect(String(await failureOf(tools.decide(evidenceOf(400), settingsWith())))).toMatch(/nowhere/);
});

it('packed evidence that is damaged is an error', async () => {
  const read = async () => {
    for await (const piece of testGateTools().decompress(Uint8Array.from([31, 139, 8, 0])))
      expect(piece).toBe('');
  };
  expect(await failureOf(read())).toBeInstanceOf(Error);
});
