import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../sampling/bucket.ts';
import {
  chooseSide,
  productionNamesOf,
  type ActiveRollout,
  type RouterSnapshot,
  type RouteRequest,
  type ServedPrompt,
} from './assignment.ts';

const md5Hex = (text: string) => createHash('md5').update(text).digest('hex');
const ID = '0193a000-0000-7000-8000-000000000001';

const prompt = (version: string): ServedPrompt => ({
  version,
  template: { name: 'support', user: '{{prompt}}', parameters: {} },
});

function snapshot(
  rollout: Partial<ActiveRollout> | null,
  changes: Partial<RouterSnapshot> = {},
): RouterSnapshot {
  return {
    productionModel: 'main',
    productionNames: productionNamesOf('main', 'main', ['main', 'new', 'other']),
    prompts: new Map([['support', prompt('support@1')]]),
    rollout: rollout && { id: ID, percentage: 10, model: null, prompt: null, ...rollout },
    ...changes,
  };
}

const asks = (unit: string, request: Partial<RouteRequest> = {}): RouteRequest => ({
  model: null,
  promptName: null,
  unit: () => unit,
  ...request,
});

const percentage = fc.double({ min: 0, max: 100, noNaN: true });

const neverAsked = () => {
  throw new Error('nothing was to be decided');
};

/** Buckets 355 and 2181: the one is in a tenth, the other isn't. */
const IN = 'session-4';
const OUT = 'session-1';

describe('chooseSide', () => {
  // Computed with md5sum: the first eight digits of the hash of "canary:" and the unit, modulo 10000.
  it.each([
    ['session-1', 2181],
    ['session-4', 355],
    ['user-7', 8054],
    ['ada@example.com', 5527],
    ['Ünïcode 🌍', 1369],
    ['', 3853],
  ])('puts %o into bucket %d', (unit, bucket) => {
    expect(chooseSide(snapshot({ model: 'new' }), asks(unit), md5Hex).side?.bucket).toBe(bucket);
  });

  it.each<[string, RouterSnapshot, Partial<RouteRequest>, string]>([
    ['no rollout', snapshot(null), {}, 'main'],
    ['no rollout, prod', snapshot(null), { model: 'prod' }, 'main'],
    ['another model', snapshot({ model: 'new' }), { model: 'other' }, 'other'],
    ['the candidate by its name', snapshot({ model: 'new' }), { model: 'new' }, 'new'],
    ['a model nobody knows', snapshot({ model: 'new' }), { model: 'x' }, 'x'],
    [
      'a prompt that is not rendered',
      snapshot({ prompt: { name: 'support', ...prompt('support@2') } }),
      {},
      'main',
    ],
    [
      'another prompt',
      snapshot({ prompt: { name: 'support', ...prompt('support@2') } }),
      { promptName: 'sales' },
      'main',
    ],
    [
      'another model with the prompt, where a model is rolled out too',
      snapshot({ model: 'new', prompt: { name: 'support', ...prompt('support@2') } }),
      { promptName: 'support', model: 'other' },
      'other',
    ],
  ])('decides nothing about %s, and asks for no unit', (_, given, request, model) => {
    const chosen = chooseSide(given, { ...asks(''), ...request, unit: neverAsked }, md5Hex);
    expect(chosen).toMatchObject({ model, side: null });
  });

  it.each([null, 'prod', 'main'])('decides about production when it is asked for as %o', (model) => {
    const given = snapshot({ model: 'new' });
    expect(chooseSide(given, asks(IN, { model }), md5Hex)).toEqual({
      model: 'new',
      prompt: null,
      side: { rolloutId: ID, bucket: 355, variant: 'canary' },
    });
    expect(chooseSide(given, asks(OUT, { model }), md5Hex)).toEqual({
      model: 'main',
      prompt: null,
      side: { rolloutId: ID, bucket: 2181, variant: 'production' },
    });
  });

  it('takes the configured name and that of a promotion for production', () => {
    const promoted = snapshot(
      { model: 'new' },
      {
        productionModel: 'other',
        productionNames: productionNamesOf('main', 'other', ['main', 'new', 'other']),
      },
    );
    for (const model of [null, 'prod', 'main', 'other']) {
      expect(chooseSide(promoted, asks(OUT, { model }), md5Hex)).toMatchObject({
        model: 'other',
        side: { variant: 'production' },
      });
      expect(chooseSide({ ...promoted, rollout: null }, asks(OUT, { model }), md5Hex).model).toBe('other');
    }
  });

  it('leaves a configured model of the name prod to those who ask for it', () => {
    const given = snapshot(
      { model: 'new' },
      { productionNames: productionNamesOf('main', 'main', ['prod']) },
    );
    expect(chooseSide(given, asks(IN, { model: 'prod' }), md5Hex)).toMatchObject({
      model: 'prod',
      side: null,
    });
  });

  it('moves a prompt alone: production serves both sides, each with its version', () => {
    const given = snapshot({ prompt: { name: 'support', ...prompt('support@2') } });
    const request = { promptName: 'support' };
    expect(chooseSide(given, asks(IN, request), md5Hex)).toMatchObject({
      model: 'main',
      prompt: { version: 'support@2' },
      side: { variant: 'canary' },
    });
    expect(chooseSide(given, asks(OUT, request), md5Hex)).toMatchObject({
      model: 'main',
      prompt: { version: 'support@1' },
      side: { variant: 'production' },
    });
  });

  it('moves a prompt alone for those who name another model, too: they get that model, and either version', () => {
    const given = snapshot({ prompt: { name: 'support', ...prompt('support@2') } });
    const request = { promptName: 'support', model: 'other' };
    expect(chooseSide(given, asks(IN, request), md5Hex)).toMatchObject({
      ...{ model: 'other', prompt: { version: 'support@2' }, side: { variant: 'canary' } },
    });
    expect(chooseSide(given, asks(OUT, request), md5Hex)).toMatchObject({
      ...{ model: 'other', prompt: { version: 'support@1' }, side: { variant: 'production' } },
    });
  });

  it('moves model and prompt: the canary renders its version where the request renders that prompt', () => {
    const given = snapshot({ model: 'new', prompt: { name: 'support', ...prompt('support@2') } });
    const chosen = (unit: string, promptName: string | null) =>
      chooseSide(given, asks(unit, { promptName }), md5Hex);
    expect(chosen(IN, 'support')).toMatchObject({ model: 'new', prompt: { version: 'support@2' } });
    expect(chosen(IN, null)).toMatchObject({ model: 'new', prompt: null, side: { variant: 'canary' } });
    expect(chosen(OUT, 'support')).toMatchObject({ model: 'main', prompt: { version: 'support@1' } });
  });

  it('renders the version that is production for whoever asks for another model', () => {
    const given = snapshot({ model: 'new' });
    expect(chooseSide(given, asks(IN, { model: 'other', promptName: 'support' }), md5Hex)).toMatchObject({
      prompt: { version: 'support@1' },
      side: null,
    });
    expect(chooseSide(given, asks(IN, { promptName: 'unknown' }), md5Hex).prompt).toBeNull();
  });

  it('keeps everybody on one side while the share stays, and in the candidate while it grows', () => {
    fc.assert(
      fc.property(fc.string(), fc.tuple(percentage, percentage), (unit, [one, two]) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        const at = (share: number) =>
          chooseSide(snapshot({ model: 'new', percentage: share }), asks(unit), md5Hex).side?.variant;
        expect(at(low)).toBe(at(low));
        if (at(low) === 'canary') expect(at(high)).toBe('canary');
        expect(at(0)).toBe('production');
        expect(at(100)).toBe('canary');
      }),
    );
  });

  it.each([0.5, 5, 15, 50])(
    'gives %d %% of the units to the candidate, within what chance allows',
    (share) => {
      const units = 40_000;
      const given = snapshot({ model: 'new', percentage: share });
      let canary = 0;
      for (let i = 0; i < units; i += 1)
        if (chooseSide(given, asks(`user-${i}`), md5Hex).side?.variant === 'canary') canary += 1;
      const p = share / 100;
      // Four standard deviations: one in 16000 honest hashes fails, and this one is always the same.
      expect(Math.abs(canary - units * p)).toBeLessThan(4 * Math.sqrt(units * p * (1 - p)));
    },
  );

  it('shares nothing with the sampling of shadow evaluations', () => {
    const units = 20_000;
    let both = 0;
    for (let i = 0; i < units; i += 1) {
      const unit = `user-${i}`;
      const isShadowed = bucketOf('shadow', unit, md5Hex) < 2_000;
      const given = snapshot({ model: 'new', percentage: 20 });
      if (isShadowed && chooseSide(given, asks(unit), md5Hex).side?.variant === 'canary') both += 1;
    }
    expect(Math.abs(both - units * 0.04)).toBeLessThan(4 * Math.sqrt(units * 0.04 * 0.96));
  });
});
