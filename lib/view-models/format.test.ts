import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCost,
  formatCount,
  formatCountOf,
  formatDelta,
  formatLatency,
  formatScore,
  formatShare,
} from './format.ts';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_499, '1 kB'],
    [812_345, '812 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [52_428_800, '52.4 MB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('groups the digits of counts and picks the noun', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatCountOf(1, 'job')).toBe('1 job');
    expect(formatCountOf(0, 'job')).toBe('0 jobs');
    expect(formatCountOf(1200, 'entry', 'entries')).toBe('1,200 entries');
  });

  it.each([
    [0, '0%'],
    [0.00001, '<0.01%'],
    [0.0004, '0.04%'],
    [0.05, '5%'],
    [0.0483, '4.8%'],
    [0.9999, '>99.9%'],
    [1, '100%'],
  ])('writes the share %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it.each([
    [0.0123, '+0.012'],
    [-0.0346, '−0.035'],
    [0.0004, '0.000'],
    [-0.0004, '0.000'],
    [0, '0.000'],
    [null, '–'],
  ])('writes the delta %d as %s', (delta, text) => {
    expect(formatDelta(delta)).toBe(text);
  });

  it('writes scores with three decimals', () => {
    expect(formatScore(0.9)).toBe('0.900');
    expect(formatScore(null)).toBe('–');
  });

  it.each([
    [0, '0 ms'],
    [840.4, '840 ms'],
    [999.6, '1.00 s'],
    [1240, '1.24 s'],
    [59_999, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [null, '–'],
  ])('writes %d ms as %s', (latencyMs, text) => {
    expect(formatLatency(latencyMs)).toBe(text);
  });

  it.each([
    [null, 'unknown'],
    [0, '$0'],
    [0.000123, '$0.00012'],
    [0.0042, '$0.0042'],
    [0.0567, '$0.057'],
    [12.3, '$12.30'],
  ])('writes the cost %d as %s', (costUsd, text) => {
    expect(formatCost(costUsd)).toBe(text);
  });
});
