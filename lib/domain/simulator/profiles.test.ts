import { describe, expect, it } from 'vitest';
import { profileFor, simulatorProfiles } from './profiles.ts';

describe('profileFor', () => {
  it.each([
    ['large', 'large'],
    ['simulated/degraded', 'degraded'],
    ['judge', 'judge'],
    ['gpt-4.1', 'large'],
    ['gpt-4.1-mini', 'medium'],
    ['gpt-4.1-mini-2025-04-14', 'medium'],
    ['openai/gpt-4.1-nano', 'small'],
  ])('%s → %s', (name, expected) => {
    expect(profileFor(name).name).toBe(expected);
  });

  it('gives an unknown name always the same size, under its own name', () => {
    const sizes = new Set(Array.from({ length: 50 }, (_, i) => profileFor(`house-model-${i}`).quality));
    expect([...sizes].sort()).toEqual([0.78, 0.9, 0.97]);
    expect(profileFor('house-model-1')).toEqual(profileFor('simulated/house-model-1'));
    expect(profileFor('house-model-1').name).toBe('house-model-1');
  });
});

it('declares sane profiles', () => {
  for (const { quality, latencyMs, tokensPerSecond, faults } of simulatorProfiles) {
    expect(quality).toBeGreaterThan(0);
    expect(quality).toBeLessThanOrEqual(1);
    expect(latencyMs).toBeGreaterThan(0);
    expect(tokensPerSecond).toBeGreaterThan(0);
    const shares = faults === undefined ? [] : Object.values<number>({ ...faults });
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1);
  }
});
