import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { decimalNumber } from '#lib/contracts/decimal-number.ts';
import '#lib/contracts/plain-messages.ts';
import {
  signInProblems,
  signInSettings,
  signInVariables,
  type SignInSettings,
} from './sign-in-environment.ts';

/** A setting of the environment is missing or wrong; the message says which and what was expected. */
export class EnvironmentError extends Error {
  constructor(problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

const count = (fallback: number) => decimalNumber(z.int().min(0)).prefault(fallback);
const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = z.preprocess(emptyIsUnset, z.string().optional());
const withDefault = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsUnset, schema);

const environmentSchema = z.object({
  PORT: withDefault(decimalNumber(z.int().min(0).max(65_535)).prefault(3000)),
  HOST: withDefault(z.string().default('127.0.0.1')),
  DATABASE_URL: withDefault(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'expected postgresql://…')
      .optional(),
  ),
  LRG_DATA_DIR: withDefault(z.string().default('.data')),
  LRG_CONFIG_DIR: withDefault(z.string().default('config')),
  LRG_PUBLIC_URL: withDefault(z.url().optional()),
  LRG_SERVER_URL: withDefault(z.url({ protocol: /^https?$/ }).optional()),
  LRG_SECRET: withDefault(z.string().min(32, 'expected at least 32 characters').optional()),
  LRG_ADMIN_EMAIL: withDefault(z.email().optional()),
  LRG_ADMIN_PASSWORD: withDefault(z.string().min(8, 'expected at least 8 characters').optional()),
  LRG_API_KEY: withDefault(z.string().regex(/^\S+$/, 'expected no white space').optional()),
  LRG_WEBHOOK_SECRET: withDefault(z.string().min(32, 'expected at least 32 characters').optional()),
  LRG_LOG_LEVEL: withDefault(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')),
  LRG_MAX_BODY_BYTES: withDefault(count(10 * 1024 * 1024)),
  LRG_RATE_LIMIT_PER_MINUTE: withDefault(count(60_000)),
  LRG_MAX_IN_FLIGHT: withDefault(count(1_024)),
  LRG_JOB_CONCURRENCY: withDefault(decimalNumber(z.int().min(1).max(256)).prefault(8)),
  LRG_SIMULATOR_TIME_SCALE: withDefault(decimalNumber(z.number().min(0).max(100)).prefault(1)),
  // The name that programs of the Hugging Face hub read.
  HF_ENDPOINT: withDefault(z.url({ protocol: /^https?$/ }).default('https://huggingface.co')),
  ...signInVariables,
  INNGEST_EVENT_KEY: optional,
  INNGEST_SIGNING_KEY: optional,
  INNGEST_DEV: optional,
  INNGEST_BASE_URL: optional,
});

/** The settings of this process, read once. */
export interface Environment {
  port: number;
  host: string;
  /** Whether the server listens for this machine alone. */
  isLoopbackHost: boolean;
  databaseUrl: string | null;
  dataDir: string;
  configDir: string;
  publicUrl: string | null;
  /** Where the command line finds the server. */
  serverUrl: string;
  secret: string | null;
  adminEmail: string | null;
  adminPassword: string | null;
  apiKey: string | null;
  /** Signs bodies of systems that can't send a key; null: there are none. */
  webhookSecret: string | null;
  logLevel: string;
  maxBodyBytes: number;
  /** Requests per minute and caller on the gateway; 0 is no limit. */
  rateLimitPerMinute: number;
  /** Gateway requests under way at once per caller; 0 is no limit. */
  maxInFlight: number;
  jobConcurrency: number;
  simulatorTimeScale: number;
  /** Where embedding models are downloaded from. */
  modelHubUrl: string;
  signIn: SignInSettings;
  /** Whether jobs run on Inngest and not on the embedded engine. */
  usesInngest: boolean;
  /** Reads a secret by the name that a configuration file gives, such as an upstream's key. */
  variable: (name: string) => string | null;
}

/** Reads `.env` (where there is one) and the process's environment. Throws EnvironmentError with every problem. */
export function readEnvironment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const environment = parseEnvironment(process.env);
  // next-auth reads its own address from here alone.
  process.env.NEXTAUTH_URL ??= environment.publicUrl ?? `http://${environment.host}:${environment.port}`;
  return environment;
}

/** The same from given variables. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const values = parsed.data;
  if (!values.LRG_ADMIN_EMAIL !== !values.LRG_ADMIN_PASSWORD) {
    throw new EnvironmentError(['LRG_ADMIN_EMAIL and LRG_ADMIN_PASSWORD: expected both or neither']);
  }
  const halfSet = signInProblems(values);
  if (halfSet.length > 0) throw new EnvironmentError(halfSet);
  const isLoopbackHost = isLoopback(values.HOST);
  if (!isLoopbackHost && !values.LRG_SECRET) {
    throw new EnvironmentError([
      `LRG_SECRET: expected at least 32 random characters, because HOST=${values.HOST} is reachable from other machines`,
    ]);
  }
  return {
    port: values.PORT,
    host: values.HOST,
    isLoopbackHost,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.LRG_DATA_DIR),
    configDir: resolve(values.LRG_CONFIG_DIR),
    publicUrl: values.LRG_PUBLIC_URL ?? null,
    serverUrl: values.LRG_SERVER_URL ?? `http://127.0.0.1:${values.PORT}`,
    secret: values.LRG_SECRET ?? null,
    adminEmail: values.LRG_ADMIN_EMAIL ?? null,
    adminPassword: values.LRG_ADMIN_PASSWORD ?? null,
    apiKey: values.LRG_API_KEY ?? null,
    webhookSecret: values.LRG_WEBHOOK_SECRET ?? null,
    logLevel: values.LRG_LOG_LEVEL,
    maxBodyBytes: values.LRG_MAX_BODY_BYTES,
    rateLimitPerMinute: values.LRG_RATE_LIMIT_PER_MINUTE,
    maxInFlight: values.LRG_MAX_IN_FLIGHT,
    jobConcurrency: values.LRG_JOB_CONCURRENCY,
    simulatorTimeScale: values.LRG_SIMULATOR_TIME_SCALE,
    modelHubUrl: values.HF_ENDPOINT,
    signIn: signInSettings(values),
    usesInngest:
      values.INNGEST_EVENT_KEY !== undefined || !['', '0', 'false'].includes(values.INNGEST_DEV ?? ''),
    variable: (name) => {
      const value = variables[name]?.trim();
      return value === undefined || value === '' ? null : value;
    },
  };
}

/** Whether a bind address is reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return isIP(host) === 4 ? host.startsWith('127.') : host === '::1' || host === '::ffff:127.0.0.1';
}
