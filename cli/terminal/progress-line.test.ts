import { describe, expect, it } from 'vitest';
import type { Progress } from '#lib/domain/scoring/progress.ts';
import { createProgressLine, duration, progressText } from './progress-line.ts';

const half: Progress = {
  callsDone: 50,
  callsTotal: 100,
  examplesDone: 24,
  examplesTotal: 50,
  failedCalls: 0,
  costUsd: 0.01234,
  callsPerSecond: 12.34,
  secondsLeft: 65,
};

describe('progressText', () => {
  it('says how far, how fast, how dear and how long', () => {
    expect(progressText(half, 200)).toBe(
      '████████████░░░░░░░░░░░░  50%  24/50 examples  12.3 calls/s  $0.0123  1 min 05 s left',
    );
  });

  it('leaves out what is not known, and names failures', () => {
    const early = { ...half, callsPerSecond: null, secondsLeft: null, costUsd: null, failedCalls: 3 };
    expect(progressText(early, 200)).toMatch(/examples {2}cost unknown {2}3 failed$/);
  });

  it('is never wider than the terminal', () => {
    for (const columns of [0, 1, 10, 40, 80])
      expect(progressText(half, columns).length).toBeLessThanOrEqual(columns);
  });

  it('has a full bar for a run without calls', () => {
    expect(progressText({ ...half, callsDone: 0, callsTotal: 0 }, 200)).toContain('100%');
  });
});

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [3_599, '59 min 59 s'],
  [3_720, '1 h 02 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

describe('createProgressLine', () => {
  function line(isTTY: boolean) {
    const written: string[] = [];
    let nowMs = 0;
    const shown = createProgressLine(
      { write: (text) => written.push(text), isTTY, columns: 200 },
      () => nowMs,
    );
    return { written, shown, wait: (ms: number) => (nowMs += ms) };
  }

  it('draws over its line on a terminal, not too often, and clears it', () => {
    const { written, shown, wait } = line(true);
    shown.show(half);
    shown.show(half);
    wait(100);
    shown.show(half);
    shown.clear();
    shown.clear();
    expect(written.map((text) => text.startsWith('\r\u001B[2K'))).toEqual([true, true, true]);
    expect(written.at(-1)).toBe('\r\u001B[2K');
  });

  it('says other things in the same place, cut to the width, and nothing when quiet', () => {
    const { written, shown } = line(true);
    shown.say('x'.repeat(300));
    expect(written[0]).toBe(`\r\u001B[2K${'x'.repeat(199)}`);
    const silent: string[] = [];
    const quiet = createProgressLine({ write: (text) => silent.push(text), isTTY: true }, () => 0, true);
    quiet.show(half);
    quiet.say('x');
    quiet.clear();
    expect(silent).toEqual([]);
  });

  it('writes plain lines elsewhere, ten seconds apart', () => {
    const { written, shown, wait } = line(false);
    shown.show(half);
    for (let i = 0; i < 25; i += 1) {
      wait(1_000);
      shown.show(half);
    }
    shown.clear();
    expect(written).toHaveLength(2);
    expect(written.every((text) => text.endsWith('left\n') && !text.includes('\u001B'))).toBe(true);
  });
});
