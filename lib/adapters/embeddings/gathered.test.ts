import { describe, expect, it } from 'vitest';
import { createGathered, type GatheredOptions } from './gathered.ts';
import { createLruCache } from './lru-cache.ts';

function start(make?: GatheredOptions<string>['make'], cacheBytes = 100) {
  const lots: string[][] = [];
  const upper: GatheredOptions<string>['make'] = (texts, report) => {
    texts.forEach((text, index) => report(index, { ok: true, value: text.toUpperCase() }));
    return Promise.resolve();
  };
  const gathered = createGathered<string>({
    make: (texts, report) => {
      lots.push([...texts]);
      return (make ?? upper)(texts, report);
    },
    bytesOf: (value) => value.length,
    cacheBytes,
  });
  return { gathered, lots };
}

describe('createGathered', () => {
  it('makes what is asked for within a tick together, each text once', async () => {
    const { gathered, lots } = start();
    expect(await Promise.all(['a', 'b', 'a'].map(gathered.get))).toEqual(['A', 'B', 'A']);
    expect(await gathered.get('b')).toBe('B');
    expect(lots).toEqual([['a', 'b']]);
  });

  it('gathers what is asked for while a lot is being made', async () => {
    const gate = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const { gathered, lots } = start(async (texts, report) => {
      begun.resolve(undefined);
      await gate.promise;
      texts.forEach((text, index) => report(index, { ok: true, value: text }));
    });
    const first = gathered.get('a');
    await begun.promise;
    const rest = ['b', 'c'].map(gathered.get);
    gate.resolve(undefined);
    await Promise.all([first, ...rest]);
    expect(lots).toEqual([['a'], ['b', 'c']]);
  });

  it('makes anew what the cache had no room for', async () => {
    const { gathered, lots } = start(undefined, 3);
    for (const text of ['aa', 'bb', 'aa']) await gathered.get(text);
    expect(lots).toEqual([['aa'], ['bb'], ['aa']]);
  });

  it('rejects for a text alone, or for all that a failed lot left, and goes on', async () => {
    let isBroken = true;
    const { gathered } = start((texts, report) => {
      if (!isBroken) texts.forEach((text, index) => report(index, { ok: true, value: text }));
      else report(0, { ok: false, error: new Error('this one') });
      return isBroken ? Promise.reject(new Error('the lot')) : Promise.resolve();
    });
    const outcomes = await Promise.allSettled(['a', 'b'].map(gathered.get));
    expect(outcomes.map((one) => (one.status === 'rejected' ? String(one.reason) : ''))).toEqual([
      'Error: this one',
      'Error: the lot',
    ]);
    isBroken = false;
    expect(await gathered.get('a')).toBe('a');
  });

  it('rejects for a text that was forgotten', async () => {
    const { gathered } = start(() => Promise.resolve());
    await expect(gathered.get('a')).rejects.toThrow('nothing was made of the text');
  });
});

describe('createLruCache', () => {
  it('forgets what was not used for longest, by bytes', () => {
    const cache = createLruCache<string>(10);
    cache.set('a', 'A', 4);
    cache.set('b', 'B', 4);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes]).toEqual(['A', undefined, 'C', 8]);
    cache.set('a', 'AA', 6);
    expect([cache.get('a'), cache.bytes]).toEqual(['AA', 10]);
    cache.set('d', 'D', 11);
    expect([cache.get('d'), cache.bytes]).toEqual([undefined, 10]);
  });
});
