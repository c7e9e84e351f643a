import { describe, expect, it, onTestFinished } from 'vitest';
import type { UpstreamFile } from '#lib/config/files.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { createModelDirectory, isUpstreamUsable } from './model-directory.ts';

const price = { input: 2, output: 8 };
const base: UpstreamFile = {
  ...Object.values(testConfig('https://a.example/v1').models.upstreams)[0],
} as UpstreamFile;
const { api_key_env: _, ...keyless } = base;

const models = {
  default_upstream: 'main',
  upstreams: {
    main: { ...base, api_key_env: 'MAIN_KEY', base_url_env: 'MAIN_URL' },
    local: { ...keyless, base_url: 'http://127.0.0.1:1/v1' },
  },
  models: {
    listed: { price_per_million: { ...price, cached_input: 0.5 }, price_source: 'a list' },
    plain: { price_per_million: price },
    free: {},
    small: { upstream: 'local', price_per_million: price },
    'simulated/demo': {},
  },
};

function directory(variables: Readonly<Record<string, string>>) {
  const created = createModelDirectory({
    models,
    variable: (name) => variables[name] ?? null,
    simulatorBaseUrl: 'http://127.0.0.1:2/v1',
    sleep: () => Promise.resolve(),
  });
  onTestFinished(() => created.close());
  return created;
}

describe('with a key', () => {
  const withKey = () => directory({ MAIN_KEY: 'sk-1' });

  it('a model is served where its entry says, else by the default upstream', () => {
    const { route, names, isSimulating } = withKey();
    expect(route('listed')).toMatchObject({
      model: 'listed',
      label: 'listed',
      baseUrl: 'https://a.example/v1',
      apiKey: 'sk-1',
      isSimulated: false,
    });
    expect(route('listed').upstream.name).toBe('main');
    expect(route('small')).toMatchObject({ baseUrl: 'http://127.0.0.1:1/v1', apiKey: null });
    expect(route('small').upstream.name).toBe('local');
    expect(names).toEqual(['listed', 'plain', 'free', 'small', 'simulated/demo']);
    expect(isSimulating).toBe(false);
  });

  it('a model that nobody configured goes to the default upstream, at unknown price', () => {
    const { route } = withKey();
    expect(route('new-model')).toMatchObject({ model: 'new-model', label: 'new-model', price: null });
    expect(route('new-model').upstream).toBe(route('listed').upstream);
    expect(route('toString').model).toBe('toString');
    expect(route('__proto__').price).toBeNull();
  });

  it('prices are those of the file', () => {
    const { route } = withKey();
    expect(route('listed').price).toEqual({
      inputPerMillionUsd: 2,
      cachedInputPerMillionUsd: 0.5,
      outputPerMillionUsd: 8,
      source: 'a list',
    });
    expect(route('plain').price).toEqual({
      inputPerMillionUsd: 2,
      outputPerMillionUsd: 8,
      source: 'config/models.yaml',
    });
    expect(route('free').price).toBeNull();
  });

  it('the variable of the address replaces the address in the file', () => {
    expect(directory({ MAIN_KEY: 'k', MAIN_URL: 'http://proxy.example/v1' }).route('listed')).toMatchObject({
      baseUrl: 'http://proxy.example/v1',
      apiKey: 'k',
    });
  });
});

describe('without a key', () => {
  it('the simulator answers, and every label and price says so', () => {
    const { route, isSimulating } = directory({});
    expect(isSimulating).toBe(true);
    expect(route('listed')).toMatchObject({
      model: 'listed',
      label: 'simulated/listed',
      baseUrl: 'http://127.0.0.1:2/v1',
      apiKey: null,
      isSimulated: true,
      price: { source: 'simulated: nothing was billed (a list)' },
    });
    expect(route('listed').upstream.name).toBe('simulator');
    expect(route('unknown').label).toBe('simulated/unknown');
    expect(route('simulated/demo').label).toBe('simulated/demo');
  });

  it('an upstream that needs none is not simulated', () => {
    expect(directory({}).route('small')).toMatchObject({ label: 'small', isSimulated: false });
  });

  it('nor is one whose address was set by hand', () => {
    const { route, isSimulating } = directory({ MAIN_URL: 'http://proxy.example/v1' });
    expect(route('listed')).toMatchObject({
      baseUrl: 'http://proxy.example/v1',
      apiKey: null,
      isSimulated: false,
    });
    expect(isSimulating).toBe(false);
  });
});

it.each([
  [{ ...keyless }, {}, true],
  [{ ...base, api_key_env: 'K' }, {}, false],
  [{ ...base, api_key_env: 'K' }, { K: 'x' }, true],
  [{ ...base, api_key_env: 'K', base_url_env: 'U' }, { U: 'http://x' }, true],
  [{ ...base, api_key_env: 'K', base_url_env: 'U' }, {}, false],
])('isUpstreamUsable %#', (file, variables: Record<string, string>, expected) => {
  expect(isUpstreamUsable(file, (name) => variables[name] ?? null)).toBe(expected);
});
