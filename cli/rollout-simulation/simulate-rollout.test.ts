import { afterEach, describe, expect, it, vi } from 'vitest';
import { simulateRollout } from './simulate-rollout.ts';

const options = {
  ...{ runs: 1, rate: 5, users: 300, judged: 50, checkSeconds: 10, seed: '1', candidate: 'broken' },
};

describe('lrg simulate-rollout', () => {
  afterEach(() => vi.restoreAllMocks());

  async function printed(changes: Partial<Parameters<typeof simulateRollout>[0]>): Promise<string> {
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
    await simulateRollout({ ...options, json: false, ...changes });
    return log.mock.calls.flat().join('\n');
  }

  it('prints what became of each candidate, and that it is simulated', async () => {
    const text = await printed({});
    expect(text).toContain('Simulated: 1 plays of each candidate');
    expect(text).toMatch(/broken\s+every request fails\s+rolled back\s+100%.*broken/);
  });

  it('gives the same figures as JSON', async () => {
    const report = JSON.parse(await printed({ json: true })) as Record<string, unknown>;
    expect(report).toMatchObject({
      ...{ is_simulated: true, runs: 1, seed: '1', plan: { initial_percentage: 5 } },
      candidates: [{ name: 'broken', ends: [{ status: 'rolled_back', causes: ['broken'], n: 1 }] }],
    });
  });

  it('refuses what it does not know', async () => {
    await expect(printed({ candidate: 'nobody' })).rejects.toThrow(
      '--candidate: expected one of better, equal',
    );
    await expect(printed({ plan: '/no/such/plan.yaml' })).rejects.toThrow('there is no such file');
  });
});
