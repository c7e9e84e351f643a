import { describe, expect, it } from 'vitest';
import { resolve } from 'node:path';
import { EnvironmentError, isLoopback, parseEnvironment } from './environment.ts';

const SECRET = 'x'.repeat(32);

/** The problems that these variables have. */
function problemsOf(variables: Record<string, string>): string[] {
  try {
    parseEnvironment(variables);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const [first, ...problems] = error.message.split('\n');
    expect(first).toBe('The environment is not usable:');
    return problems.map((problem) => problem.replace(/^ {2}- /, ''));
  }
  return [];
}

describe('the environment', () => {
  it('has a default for everything: this machine alone, embedded database, limits', () => {
    const { variable, ...env } = parseEnvironment({});
    expect(env).toEqual({
      port: 3000,
      host: '127.0.0.1',
      isLoopbackHost: true,
      databaseUrl: null,
      dataDir: resolve('.data'),
      configDir: resolve('config'),
      publicUrl: null,
      serverUrl: 'http://127.0.0.1:3000',
      secret: null,
      adminEmail: null,
      adminPassword: null,
      apiKey: null,
      webhookSecret: null,
      logLevel: 'info',
      maxBodyBytes: 10 * 1024 * 1024,
      rateLimitPerMinute: 60_000,
      maxInFlight: 1_024,
      jobConcurrency: 8,
      simulatorTimeScale: 1,
      modelHubUrl: 'https://huggingface.co',
      signIn: { github: null, oidc: null, allowedDomains: [], defaultRole: 'viewer' },
      usesInngest: false,
    });
    expect(variable('HOME')).toBeNull();
  });

  it('takes an empty variable for one that is not set', () => {
    const names = ['PORT', 'HOST', 'DATABASE_URL', 'LRG_DATA_DIR', 'LRG_SECRET', 'LRG_ADMIN_EMAIL'];
    const more = ['LRG_ADMIN_PASSWORD', 'LRG_API_KEY', 'LRG_LOG_LEVEL', 'LRG_MAX_IN_FLIGHT', 'INNGEST_DEV'];
    const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']));
    const { variable: given, ...env } = parseEnvironment(empty);
    const { variable: none, ...defaults } = parseEnvironment({});
    expect(env).toEqual(defaults);
    expect([given('PORT'), none('PORT')]).toEqual([null, null]);
  });

  it('reads what is set', () => {
    const env = parseEnvironment({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db/lrg',
      LRG_DATA_DIR: '/data',
      LRG_CONFIG_DIR: '/etc/lrg',
      LRG_PUBLIC_URL: 'https://guard.example',
      LRG_SECRET: SECRET,
      LRG_ADMIN_EMAIL: 'ada@example.com',
      LRG_ADMIN_PASSWORD: 'correct horse',
      LRG_API_KEY: 'lrg_key',
      LRG_WEBHOOK_SECRET: 's'.repeat(32),
      LRG_LOG_LEVEL: 'warn',
      LRG_MAX_BODY_BYTES: '1000',
      LRG_RATE_LIMIT_PER_MINUTE: '0',
      LRG_MAX_IN_FLIGHT: '0',
      LRG_JOB_CONCURRENCY: '2',
      LRG_SIMULATOR_TIME_SCALE: '0.5',
      HF_ENDPOINT: 'https://mirror.example/hub',
      OPENAI_API_KEY: '  sk-1\n',
    });
    expect(env).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      isLoopbackHost: false,
      databaseUrl: 'postgres://u:p@db/lrg',
      dataDir: '/data',
      configDir: '/etc/lrg',
      publicUrl: 'https://guard.example',
      secret: SECRET,
      adminEmail: 'ada@example.com',
      adminPassword: 'correct horse',
      apiKey: 'lrg_key',
      webhookSecret: 's'.repeat(32),
      logLevel: 'warn',
      maxBodyBytes: 1_000,
      rateLimitPerMinute: 0,
      maxInFlight: 0,
      jobConcurrency: 2,
      simulatorTimeScale: 0.5,
      modelHubUrl: 'https://mirror.example/hub',
    });
    expect(env.variable('OPENAI_API_KEY')).toBe('sk-1');
  });

  it.each([
    ['PORT', 'many', 'number'],
    ['PORT', '65536', 'expected a whole number from 0 to 65,535'],
    ['PORT', '80.5', 'expected a whole number'],
    ['PORT', '0x50', 'in decimal notation'],
    ['DATABASE_URL', 'mysql://db/lrg', 'expected postgresql://…'],
    ['LRG_PUBLIC_URL', 'guard.example', 'expected an address such as'],
    ['LRG_SECRET', 'short', 'expected at least 32 characters'],
    ['LRG_WEBHOOK_SECRET', 'short', 'expected at least 32 characters'],
    ['LRG_ADMIN_EMAIL', 'ada', 'expected an e-mail address'],
    ['LRG_ADMIN_PASSWORD', 'short', 'expected at least 8 characters'],
    ['LRG_API_KEY', 'two words', 'expected no white space'],
    ['LRG_LOG_LEVEL', 'loud', 'expected one of: trace, debug, info, warn'],
    ['LRG_MAX_BODY_BYTES', '-1', 'expected a whole number of at least 0'],
    ['LRG_RATE_LIMIT_PER_MINUTE', '1.5', 'expected a whole number'],
    ['LRG_JOB_CONCURRENCY', '0', 'expected a whole number from 1 to 256'],
    ['LRG_SIMULATOR_TIME_SCALE', 'fast', 'number'],
    ['HF_ENDPOINT', 'ftp://mirror.example', 'expected an address such as'],
    ['AUTH_OIDC_ISSUER', 'issuer.example', 'expected an address such as'],
    ['AUTH_DEFAULT_ROLE', 'admin', 'expected one of: viewer'],
  ])('says what is wrong with %s=%s, and never its value', (name, value, expected) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).toContain(expected);
    if (/SECRET|PASSWORD|KEY/.test(name)) expect(problems[0]).not.toContain(value);
  });

  it('lists every problem', () => {
    const problems = problemsOf({ PORT: 'x', LRG_LOG_LEVEL: 'x', LRG_SECRET: 'x' });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'LRG_LOG_LEVEL',
      'LRG_SECRET',
      'PORT',
    ]);
  });

  it.each([
    [{ AUTH_GITHUB_ID: 'id' }, 'AUTH_GITHUB_ID and AUTH_GITHUB_SECRET: expected both or neither'],
    [{ AUTH_OIDC_ISSUER: 'https://issuer.example', AUTH_OIDC_ID: 'id' }, 'expected all of them or none'],
    [{ AUTH_ALLOWED_DOMAINS: 'example.com, @example.org' }, 'expected domains such as example.com'],
  ])('wants the settings of a sign-in provider to be whole: %o', (variables, expected) => {
    expect(problemsOf(variables).join()).toContain(expected);
  });

  it('reads sign-in providers', () => {
    const { signIn } = parseEnvironment({
      AUTH_GITHUB_ID: 'id',
      AUTH_GITHUB_SECRET: 's',
      AUTH_OIDC_ISSUER: 'https://issuer.example/',
      AUTH_OIDC_ID: 'guard',
      AUTH_OIDC_SECRET: 's',
      AUTH_ALLOWED_DOMAINS: 'Example.com, example.org',
    });
    expect(signIn).toMatchObject({
      github: { id: 'id', url: 'https://github.com' },
      oidc: { issuer: 'https://issuer.example', name: 'Single sign-on', trustsEmail: false },
      allowedDomains: ['example.com', 'example.org'],
      defaultRole: 'viewer',
    });
  });

  it.each([{ LRG_ADMIN_EMAIL: 'ada@example.com' }, { LRG_ADMIN_PASSWORD: 'correct horse' }])(
    'wants both of the administrator or neither: %o',
    (variables: Record<string, string>) => {
      expect(problemsOf(variables)).toEqual([
        'LRG_ADMIN_EMAIL and LRG_ADMIN_PASSWORD: expected both or neither',
      ]);
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.5', 'guard.example', '127.evil.example'])(
    'refuses to listen on %s without a secret',
    (host) => {
      expect(problemsOf({ HOST: host })).toEqual([expect.stringMatching(/^LRG_SECRET: expected .*HOST=/)]);
      expect(problemsOf({ HOST: host, LRG_SECRET: SECRET })).toEqual([]);
    },
  );

  it.each([
    [{ INNGEST_EVENT_KEY: 'key' }, true],
    [{ INNGEST_DEV: '1' }, true],
    [{ INNGEST_DEV: 'http://localhost:8288' }, true],
    [{ INNGEST_DEV: '0' }, false],
    [{ INNGEST_DEV: 'false' }, false],
    [{ INNGEST_SIGNING_KEY: 'key' }, false],
    [{}, false],
  ])('whether jobs run on Inngest: %o → %s', (variables: Record<string, string>, expected) => {
    expect(parseEnvironment(variables).usesInngest).toBe(expected);
  });
});

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['128.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['127.0.0.1.evil.example', false],
  ['', false],
])('isLoopback(%s) → %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
