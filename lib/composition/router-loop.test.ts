import { expect, it } from 'vitest';
import type { RouterState } from '#lib/domain/rollout/router-state.ts';
import type { Context } from '#lib/services/context.ts';
import { KillSwitches } from '#lib/services/gateway/kill-switches.ts';
import { Router } from '#lib/services/gateway/router.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { keepRouter, startRouter } from './router-loop.ts';

const state: RouterState = {
  version: 1,
  promoted: null,
  rollout: null,
  kills: { shadow: false, canary: false },
  freeze: null,
};
const prompts = { served: new Map(), candidate: null };
const reading = () => Promise.resolve({ state, prompts });

/** A router that reads as told, and pauses that end when the test says so. */
function start(read: () => ReturnType<typeof reading>) {
  let fileReads = 0;
  let pauses: PromiseWithResolvers<undefined>[] = [];
  const paused: number[] = [];
  const router = new Router({
    names: { configuredModel: 'main', listed: [] },
    kills: new KillSwitches({
      read: () => {
        fileReads += 1;
        return Promise.resolve({});
      },
      write: () => Promise.resolve(),
    }),
    elapsedMs: () => 0,
    read,
  });
  const log = recordingLog();
  const sleep = (ms: number) => {
    const pause = Promise.withResolvers<undefined>();
    pauses.push(pause);
    paused.push(ms);
    return pause.promise;
  };
  return {
    ...{ router, log, sleep, paused },
    // Nothing is switched off here: nothing is stored.
    ...({ clock: { nowMs: () => 0 } } as unknown as Pick<Context, 'clock' | 'fastLane' | 'newId'>),
    fileReads: () => fileReads,
    /** Ends the pauses under way and lets what follows happen. */
    goOn: async () => {
      const ended = pauses;
      pauses = [];
      for (const pause of ended) pause.resolve(undefined);
      await new Promise(setImmediate);
    },
  };
}

it('reads four times a second, tells once that it can not, once that it can again, and stops', async () => {
  let isAway = false;
  let reads = 0;
  const loop = start(() => {
    reads += 1;
    return isAway ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })) : reading();
  });
  const stopping = new AbortController();
  const kept = keepRouter(loop, stopping.signal);
  await loop.goOn();
  isAway = true;
  for (let i = 0; i < 3; i += 1) await loop.goOn();
  isAway = false;
  await loop.goOn();
  expect(reads).toBeGreaterThanOrEqual(5);
  expect(new Set(loop.paused)).toEqual(new Set([250]));
  expect(loop.log.entries.map(({ level }) => level)).toEqual(['warn', 'info']);
  stopping.abort();
  await loop.goOn();
  await kept;
});

it("reads the switches' file while the database hangs", async () => {
  const loop = start(() => new Promise(() => undefined));
  void keepRouter(loop, new AbortController().signal);
  for (let i = 0; i < 4; i += 1) await loop.goOn();
  expect(loop.fileReads()).toBeGreaterThanOrEqual(4);
});

it('starts with what is stored, and refuses a default prompt that is not there', async () => {
  const { router } = start(reading);
  const configWith = (prompt: string | null) =>
    ({ modelVersion: { prompt } }) as unknown as Parameters<typeof startRouter>[0]['config'];
  await startRouter({ router, config: configWith(null) });
  expect(router.ageMs).toBe(0);
  await expect(startRouter({ router, config: configWith('support') })).rejects.toThrow(
    'model_version.yaml: prompt: expected a prompt with an alias prod, "support" has none',
  );
});
