import { beforeEach, describe, expect, it } from 'vitest';
import type { RouterPrompts, RouterState } from '#lib/domain/rollout/router-state.ts';
import { KillSwitches } from './kill-switches.ts';
import { Router, type RouterReading, type RouterTools } from './router.ts';

const rollout = { id: 'r1', percentage: 20, model: 'new', prompt: null };

function state(changes: Partial<RouterState> = {}): RouterState {
  return {
    version: 1,
    promoted: null,
    rollout,
    kills: { shadow: false, canary: false },
    freeze: null,
    ...changes,
  };
}

const NO_PROMPTS: RouterPrompts = { served: new Map(), candidate: null };
let nowMs: number;
beforeEach(() => (nowMs = 5_000));

/** A router whose readings a test answers one by one. */
function start() {
  const readings: {
    known: Parameters<RouterTools['read']>[0];
    answer: PromiseWithResolvers<RouterReading>;
  }[] = [];
  const router = new Router({
    names: { configuredModel: 'main', listed: ['main', 'new'] },
    kills: new KillSwitches({ read: () => Promise.resolve({}), write: () => Promise.resolve() }),
    elapsedMs: () => nowMs,
    read: (known) => {
      const answer = Promise.withResolvers<RouterReading>();
      readings.push({ known, answer });
      return answer.promise;
    },
  });
  const read = async (changes: Partial<RouterState> = {}, prompts: RouterPrompts | null = NO_PROMPTS) => {
    const polled = router.poll();
    readings.at(-1)?.answer.resolve({ state: state(changes), prompts });
    await polled;
  };
  return { router, readings, read };
}

describe('Router', () => {
  it('serves what is configured before anything was read', () => {
    const { router } = start();
    expect(router.current).toMatchObject({ productionModel: 'main', rollout: null });
    expect(router.ageMs).toBe(Infinity);
    expect(router.state).toBeNull();
  });

  it('serves the candidate on knowledge of the last second, and production on an older one', async () => {
    const { router, read } = start();
    await read();
    expect(router.current.rollout).toEqual(rollout);
    nowMs += 1_000;
    expect(router.current.rollout).toEqual(rollout);
    nowMs += 1;
    expect(router.current).toMatchObject({ productionModel: 'main', rollout: null });
    await read();
    expect(router.current.rollout).toEqual(rollout);
  });

  it('counts the age from when it began to read: what the database said may be as old', async () => {
    const { router, readings } = start();
    const polled = router.poll();
    nowMs += 1_001;
    readings[0]?.answer.resolve({ state: state(), prompts: NO_PROMPTS });
    await polled;
    expect(router.current.rollout).toBeNull();
  });

  it('keeps the promoted model, the prompts and the switches however old they are', async () => {
    const { router, read } = start();
    const served = new Map([
      ['p', { version: 'p@1', template: { name: 'p', user: '{{prompt}}', parameters: {} } }],
    ]);
    const promoted = { model: 'new', configuredModel: 'main', rolloutId: null };
    const kills = { shadow: true, canary: false };
    await read({ promoted, kills, rollout: null }, { ...NO_PROMPTS, served });
    nowMs += 3_600_000;
    expect(router.current).toMatchObject({ productionModel: 'new', prompts: served });
    expect(router.isShadowKilled).toBe(true);
  });

  it('never waits and never throws while the database hangs or fails; who polls is told', async () => {
    const { router, readings, read } = start();
    await read();
    const hanging = router.poll();
    expect(router.current.rollout).toEqual(rollout);
    nowMs += 1_001;
    expect(router.current.rollout).toBeNull();
    readings.at(-1)?.answer.reject(new Error('Query read timeout'));
    await expect(hanging).rejects.toThrow('timeout');
    expect(router.current).toMatchObject({ productionModel: 'main', rollout: null });
    const refreshed = router.refresh();
    readings.at(-1)?.answer.reject(new Error('gone'));
    await expect(refreshed).resolves.toBeUndefined();
  });

  it('reads prompts again when version or rollout changed alone, and keeps them otherwise', async () => {
    const { router, readings, read } = start();
    const served = new Map([
      ['p', { version: 'p@1', template: { name: 'p', user: '{{prompt}}', parameters: {} } }],
    ]);
    await read({}, { ...NO_PROMPTS, served });
    await read({ version: 1 }, null);
    expect(readings.map(({ known }) => known)).toEqual([null, { version: 1, rolloutId: 'r1' }]);
    expect(router.current.prompts).toBe(served);
  });

  it('after a change reads anew, even while it is reading: that may have looked before', async () => {
    const { router, readings } = start();
    const early = router.poll();
    let isDone = false;
    const after = Promise.all([router.refresh(), router.refresh()]).then(() => (isDone = true));
    expect(readings).toHaveLength(1);
    readings[0]?.answer.resolve({ state: state(), prompts: NO_PROMPTS });
    await early;
    expect(router.current.rollout).toEqual(rollout);
    await Promise.resolve();
    await Promise.resolve();
    expect([readings.length, isDone]).toEqual([2, false]);
    readings[1]?.answer.resolve({ state: state({ rollout: null }), prompts: NO_PROMPTS });
    await after;
    expect(router.current.rollout).toBeNull();
  });

  it('serves no candidate while they are switched off, and again when they are on', async () => {
    const { router, read } = start();
    await read();
    await router.kills.set('canary', { at: '', by: 'a', reason: 'b', is_stored: false });
    expect(router.current.rollout).toBeNull();
    await router.kills.set('canary', null);
    expect(router.current.rollout).toEqual(rollout);
    await read({ kills: { shadow: false, canary: true } });
    expect(router.current.rollout).toBeNull();
  });

  it('has one snapshot for all requests while there is no rollout', async () => {
    const { router, read } = start();
    await read({ rollout: null });
    nowMs += 60_000;
    expect(router.current).toBe(router.current);
    expect(router.current.rollout).toBeNull();
  });
});
