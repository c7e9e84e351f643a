import type { Pool, PoolClient } from 'pg';
import { SAMPLED_BUCKETS, type SeedHour, type SeedPlan } from './plan.ts';
import { ERRORS, type SeedTexts } from './texts.ts';

export type Queries = Pick<Pool | PoolClient, 'query'>;

/** A model as it is logged, with US dollars per million tokens; null where the price isn't known. */
export interface SeedModel {
  label: string;
  upstream: string;
  input: number | null;
  cachedInput: number | null;
  output: number | null;
  priceSource: string | null;
  /** Milliseconds per token of an answer. */
  msPerToken: number;
}

const USE_CASES = ['support', 'search', 'writing', 'coding', 'summaries', 'extraction', 'translation'];
const USERS = 5_000;
/** Each use case's prompt changes so often; the one to come is a canary for some days before. */
const PHASE_DAYS = 15;
const PHASES = 8;
const VERSIONS = USE_CASES.flatMap((name, index) =>
  Array.from({ length: PHASES }, (_, phase) => {
    const hash = (((index * PHASES + phase + 1) * 2_654_435_761) % 4_294_967_296).toString(16);
    return `${name}@${hash.padStart(8, '0')}`;
  }),
);

/** Sixteen bits of a hash as a number in [0, 1). */
const uniform = (hash: string, part: number) => `((${hash} >> ${part * 16}) & 65535) / 65536.0::float8`;
/** Sum of four uniform numbers: close to normal, with mean 0 and deviation 1. */
const normal = (hash: string) =>
  `((${[0, 1, 2, 3].map((part) => uniform(hash, part)).join(' + ')}) - 2) * sqrt(3.0::float8)`;
const pick = (array: string, share: string) =>
  `(${array})[1 + floor((${share}) * array_length(${array}, 1))::int]`;
const hex = (text: string, digits: number) => `lpad(to_hex(${text}), ${digits}, '0')`;

/** OFFSET 0 keeps the planner from putting one step's expressions into the next ones' again and again. */
const STEPS = `
  FROM (SELECT *, CASE WHEN is_failed THEN NULL ELSE
                 concat_ws(' ', ${pick('$6::text[]', 'u4')},
                   CASE WHEN u5 > 0.15 THEN ${pick('$6::text[]', 'u6')} END,
                   CASE WHEN u5 > 0.4 THEN ${pick('$6::text[]', 'u7')} END,
                   CASE WHEN u5 > 0.6 THEN ${pick('$6::text[]', 'u8')} END,
                   CASE WHEN u5 > 0.97 THEN repeat(${pick('$6::text[]', 'u9')} || E'\\n', 30) END) END AS response
        FROM (SELECT *, concat_ws(' ', ${pick('$5::text[]', 'u1')},
                 CASE WHEN u2 > 0.5 THEN ${pick('$6::text[]', 'u3')} END,
                 'Reference ' || upper(substr(m, 20, 8)) || '.',
                 CASE WHEN i % 50021 = 17 THEN 'It concerns the zirconium batch.' END) AS prompt,
                 u10 < failure_share AS is_failed,
                 1 + floor(u11 * u11 * ${ERRORS.length})::int AS failure,
                 CASE WHEN use_case_no >= ${USE_CASES.length} THEN NULL
                      ELSE use_case_no * ${PHASES} + 1 + least(${PHASES - 1}, phase + is_canary::int) END AS version_no
              FROM (SELECT *, floor(day / ${PHASE_DAYS})::int AS phase,
                           mod(day, ${PHASE_DAYS}) >= 11 AND u12 < 0.1 AS is_canary,
                           floor(power(u13, 2.5) * ${USERS})::int AS user_no,
                           width_bucket(u14, ARRAY[0.26, 0.44, 0.58, 0.74, 0.84, 0.91, 0.95]) AS use_case_no,
                           1 + width_bucket(u15, ARRAY[0.55, 0.8, 0.96]) AS model_no
                    FROM (SELECT hour.first + k AS i, hour.failure_share, m,
                                 hour.start_ms + floor((k + ${uniform('h1', 0)}) / hour.count * 3600000)::bigint AS ms,
                                 (hour.start_ms - $7::bigint) / 86400000 AS day,
                                 h1, h2, h3, h4, h5,
                                 ${[
                                   ...[1, 2, 3].map((part) => `${uniform('h1', part)} AS u${part}`),
                                   ...[0, 1, 2, 3].map((part) => `${uniform('h2', part)} AS u${part + 4}`),
                                   ...[0, 1, 2, 3].map((part) => `${uniform('h3', part)} AS u${part + 8}`),
                                   ...[0, 1, 2, 3].map((part) => `${uniform('h4', part)} AS u${part + 12}`),
                                 ].join(', ')}
                          FROM (SELECT hour.*, k, md5($8::text || ':' || (hour.first + k)) AS m,
                                       ${[1, 2, 3, 4, 5].map((n) => `hashint8extended(hour.first + k, $8::bigint * 100 + ${n}) AS h${n}`).join(', ')}
                                FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::float8[])
                                       AS hour(start_ms, first, count, failure_share),
                                     generate_series(0, hour.count - 1) AS k
                                OFFSET 0) AS hour
                          OFFSET 0) AS numbers
                    OFFSET 0) AS choices
              OFFSET 0) AS asked
        OFFSET 0) AS answered`;

const INSERT = `
  INSERT INTO chat_logs (
    id, created_at, surface, user_id, session_id, use_case, prompt, prompt_hash, request_parameters, response, finish_reason,
    model_version, prompt_version, variant, upstream, is_streamed, attempts, latency_ms, time_to_first_token_ms,
    input_tokens, cached_input_tokens, output_tokens, cost_usd, price_source, status, http_status, error,
    shadow_bucket, is_sampled, metadata)
  SELECT
    (${hex('ms', 12)} || '7' || substr(m, 1, 3) || 'a' || substr(m, 4, 15))::uuid,
    to_timestamp(ms / 1000.0), CASE WHEN u15 < 0.75 THEN 'chat' ELSE 'v1' END,
    CASE WHEN u12 < 0.93 THEN 'user-' || lpad(user_no::text, 4, '0') END,
    CASE WHEN u12 < 0.85 THEN 'session-' || lpad(user_no::text, 4, '0') || '-' || day || '-' || floor(u9 * 4) END,
    ($9::text[])[use_case_no + 1], prompt,
    ('x' || substr(md5(prompt), 1, 16))::bit(64)::bigint,
    jsonb_build_object('temperature', round(u7::numeric, 1)), response,
    CASE WHEN is_failed THEN NULL WHEN u5 > 0.99 THEN 'length' ELSE 'stop' END,
    ($11::text[])[model_no], ($10::text[])[version_no], CASE WHEN is_canary THEN 'canary' ELSE 'production' END,
    ($12::text[])[model_no], u6 < 0.4, CASE WHEN is_failed THEN 3 WHEN u9 > 0.98 THEN 2 ELSE 1 END,
    latency_ms, CASE WHEN u6 < 0.4 AND NOT is_failed THEN least(latency_ms, 180 * exp(0.5 * z)) END,
    input_tokens, cached_tokens, output_tokens,
    ((input_tokens - cached_tokens) * ($13::float8[])[model_no] + cached_tokens * ($14::float8[])[model_no]
      + output_tokens * ($15::float8[])[model_no]) / 1e6,
    CASE WHEN input_tokens IS NULL THEN NULL ELSE ($16::text[])[model_no] END,
    CASE WHEN is_failed THEN ($18::text[])[failure] ELSE 'ok' END,
    CASE WHEN is_failed THEN ($19::int[])[failure] ELSE 200 END,
    CASE WHEN is_failed THEN replace(replace(($20::text[])[failure], '‹id›', substr(m, 3, 20)), '‹n›', (i % 9973)::text) END,
    bucket, bucket < ${SAMPLED_BUCKETS} AND NOT is_failed, jsonb_build_object('seeded', true, 'seed', $8::bigint)
  FROM (
    SELECT *, ('x00000000' || substr(md5('shadow:' || prompt), 1, 8))::bit(64)::bigint % 10000 AS bucket,
           CASE WHEN NOT is_failed THEN 150 * exp(0.6 * z) + coalesce(output_tokens, 0) * ($17::float8[])[model_no]
                WHEN ($18::text[])[failure] = 'timeout' THEN 30000 + 90000 * u9
                ELSE 40 * exp(1.2 * z) END AS latency_ms
    FROM (
      SELECT *, ${normal('h5')} AS z,
             CASE WHEN NOT is_failed AND u8 > 0.004 THEN 240 + length(prompt) / 4 END AS input_tokens,
             CASE WHEN NOT is_failed AND u8 > 0.004 THEN CASE WHEN u9 > 0.55 THEN 192 ELSE 0 END END AS cached_tokens,
             CASE WHEN NOT is_failed AND u8 > 0.004 THEN 1 + length(response) / 4 END AS output_tokens
      ${STEPS}
      OFFSET 0) AS counted
    OFFSET 0) AS timed
  ORDER BY ms`;

export interface SeedMaterial {
  plan: SeedPlan;
  texts: SeedTexts;
  models: readonly SeedModel[];
  /** Beginning of the seeded time. */
  startMs: number;
}

/** Stores the exchanges of some hours in one statement. Returns how many. */
export async function insertChatLogs(
  db: Queries,
  { plan, texts, models, startMs }: SeedMaterial,
  hours: readonly SeedHour[],
): Promise<number> {
  const { rowCount } = await db.query(INSERT, [
    hours.map((hour) => hour.startMs),
    hours.map((hour) => hour.first),
    hours.map((hour) => hour.count),
    hours.map((hour) => hour.failureShare),
    texts.prompts,
    texts.sentences,
    startMs,
    plan.seed,
    USE_CASES,
    VERSIONS,
    models.map(({ label }) => label),
    models.map(({ upstream }) => upstream),
    models.map(({ input }) => input),
    models.map(({ input, cachedInput }) => cachedInput ?? input),
    models.map(({ output }) => output),
    models.map(({ priceSource }) => priceSource),
    models.map(({ msPerToken }) => msPerToken),
    ERRORS.map(({ status }) => status),
    ERRORS.map(({ http }) => http),
    ERRORS.map(({ text }) => text),
  ]);
  return rowCount ?? 0;
}

/** One exchange in fifty is rated, three of four up. */
export async function insertFeedback(db: Queries, from: Date, to: Date): Promise<number> {
  const { rowCount } = await db.query(
    `INSERT INTO feedback (chat_created_at, chat_id, user_id, rating, comment, created_at, updated_at)
     SELECT created_at, id, coalesce(user_id, ''), CASE WHEN bit < 15 THEN 'up' ELSE 'down' END,
            CASE WHEN bit > 17 THEN 'Seeded comment: not what was asked for.' END,
            created_at + interval '40 seconds', created_at + interval '40 seconds'
     FROM (SELECT created_at, id, user_id, shadow_bucket % 20 AS bit, status, prompt_hash FROM chat_logs
           WHERE created_at >= $1 AND created_at < $2 AND metadata ->> 'seeded' = 'true') AS rated
     WHERE prompt_hash % 50 = 0 AND status = 'ok' ON CONFLICT DO NOTHING`,
    [from, to],
  );
  return rowCount ?? 0;
}
