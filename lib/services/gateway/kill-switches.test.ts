import { describe, expect, it } from 'vitest';
import type { KillFile } from '#lib/domain/rollout/kill-switches.ts';
import { KillSwitches, type KillStore } from './kill-switches.ts';

const entry = (isStored = false) => ({ at: '', by: 'ada', reason: 'it burns', is_stored: isStored });
const none = { shadow: false, canary: false };

/** A disk in memory. */
function disk(content: KillFile = {}) {
  const file = { content, isBroken: false };
  const store: KillStore = {
    read: () => Promise.resolve(file.content),
    write: (written) => {
      if (file.isBroken) return Promise.reject(new Error('there is no space left on the disk'));
      file.content = written;
      return Promise.resolve();
    },
  };
  return { file, store };
}

describe('KillSwitches', () => {
  it('holds at once, and is on disk when it resolves', async () => {
    const { file, store } = disk();
    const kills = new KillSwitches(store);
    const written = kills.set('shadow', entry());
    expect(kills.effective).toEqual({ shadow: true, canary: false });
    await written;
    expect(file.content).toEqual({ shadow: entry() });
    await kills.set('shadow', null);
    expect(kills.effective).toEqual(none);
    expect(file.content).toEqual({});
  });

  it('takes in what another process writes, and when it takes it back', async () => {
    const { file, store } = disk({ canary: entry() });
    const kills = new KillSwitches(store);
    expect(kills.effective).toEqual(none);
    await kills.readFile();
    expect(kills.effective).toEqual({ shadow: false, canary: true });
    file.content = {};
    await kills.readFile();
    expect(kills.effective).toEqual(none);
  });

  it('does not take a file that was read before a change for news after it', async () => {
    const reading = Promise.withResolvers<KillFile>();
    const kills = new KillSwitches({ read: () => reading.promise, write: () => Promise.resolve() });
    const read = kills.readFile();
    await kills.set('canary', entry());
    reading.resolve({});
    await read;
    expect(kills.effective.canary).toBe(true);
  });

  it('does not read while a change is on its way to the disk', async () => {
    const writing = Promise.withResolvers<undefined>();
    const kills = new KillSwitches({ read: () => Promise.resolve({}), write: () => writing.promise });
    const written = kills.set('canary', entry());
    await kills.readFile();
    expect(kills.effective.canary).toBe(true);
    writing.resolve(undefined);
    await written;
    expect(kills.effective.canary).toBe(true);
  });

  it('writes changes one after the other, the latest last', async () => {
    const { file, store } = disk();
    const order: KillFile[] = [];
    const gates = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const kills = new KillSwitches({
      ...store,
      write: async (content) => {
        order.push(content);
        await gates[order.length - 1]?.promise;
        await store.write(content);
      },
    });
    const both = [kills.set('canary', entry()), kills.set('shadow', entry())];
    gates[1]?.resolve(undefined);
    gates[0]?.resolve(undefined);
    await Promise.all(both);
    expect(order).toHaveLength(2);
    expect(file.content).toEqual({ canary: entry(), shadow: entry() });
  });

  it('holds in memory what the disk can not take, and says so; taking it back works all the same', async () => {
    const { file, store } = disk();
    file.isBroken = true;
    const kills = new KillSwitches(store);
    await expect(kills.set('shadow', entry())).rejects.toThrow('no space left');
    await kills.readFile();
    expect(kills.effective.shadow).toBe(true);
    file.isBroken = false;
    await kills.set('shadow', null);
    await kills.readFile();
    expect(kills.effective.shadow).toBe(false);
  });

  it('goes by the database too, and forgets what it had and has taken back on another replica', async () => {
    const { file, store } = disk({ canary: entry(true), shadow: entry(false) });
    const kills = new KillSwitches(store);
    await kills.readFile();
    kills.accept({ shadow: false, canary: true });
    expect(kills.effective).toEqual({ shadow: true, canary: true });
    kills.accept(none);
    expect(kills.effective).toEqual({ shadow: true, canary: false });
    await kills.set('shadow', null);
    expect(file.content).toEqual({});
    expect(kills.effective).toEqual(none);
  });
});
