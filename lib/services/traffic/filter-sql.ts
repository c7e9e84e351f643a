import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { likeText } from '../like-text.ts';
import type { SqlParameters } from '../runs/sql-parameters.ts';
import type { TimeRange } from '../time-range.ts';

/** How much of a text is in its index; the migration says the same. */
const INDEXED_CHARACTERS = 64;

/** The conditions of a filter on the table `chat_logs` as `c`; every value is a parameter. */
export function trafficConditions(
  filter: TrafficFilter,
  range: TimeRange,
  parameters: SqlParameters,
): string {
  const conditions = [
    ...indexedConditions(filter, range, parameters),
    ...otherConditions(filter, range, parameters),
  ];
  return conditions.join('\n AND ');
}

/** Those that an index answers, time first. */
export function indexedConditions(
  filter: TrafficFilter,
  { from, to }: TimeRange,
  parameters: SqlParameters,
): string[] {
  const text = textIn(parameters);
  return [
    `c.created_at >= ${parameters.add(from, 'timestamptz')}`,
    `c.created_at <= ${parameters.add(to, 'timestamptz')}`,
    ...given(filter.user_id, (value) => named('user_id', value, text)),
    ...given(filter.session_id, (value) => named('session_id', value, text)),
    ...given(filter.use_case, (value) => named('use_case', value, text)),
    ...given(filter.model, (value) => named('model_version', value, text)),
    ...given(filter.prompt_version, (value) => named('prompt_version', value, text)),
    ...given(filter.status, (value) => statusIn(value, parameters)),
    ...given(filter.error_pattern, (value) => `(c.status <> 'ok' AND c.error_pattern = ${text(value)})`),
  ];
}

/** Those for which exchanges have to be looked at one by one. */
export function otherConditions(
  filter: TrafficFilter,
  range: TimeRange,
  parameters: SqlParameters,
): string[] {
  const text = textIn(parameters);
  const number = (value: number) => parameters.add(value, 'double precision');
  return [
    ...given(filter.variant, (value) => `c.variant = ${text(value)}`),
    ...given(filter.upstream, (value) => `c.upstream = ${text(value)}`),
    ...given(filter.http_status, (value) => `c.http_status = ${parameters.add(value, 'integer')}`),
    ...given(filter.search, (value) => contains(text(likePattern(value)))),
    ...given(filter.min_latency_ms, (value) => `c.latency_ms >= ${number(value)}`),
    ...given(filter.max_latency_ms, (value) => `c.latency_ms <= ${number(value)}`),
    ...scoreBetween(filter, range, parameters),
    ...given(filter.sampled, (value) => (value === 'true' ? 'c.is_sampled' : 'NOT c.is_sampled')),
    ...given(filter.feedback, rated),
  ];
}

const textIn = (parameters: SqlParameters) => (value: string) => parameters.add(storableText(value), 'text');

function given<T>(value: T | undefined, condition: (value: T) => string): string[] {
  return value === undefined ? [] : [condition(value)];
}

/**
 * The beginning finds the rows by the index, and decides where the value is shorter than it: of longer texts it is longer,
 * too. Only then does the database know how many rows to expect: two conditions on one text are taken for independent.
 */
function named(
  column: 'user_id' | 'session_id' | 'use_case' | 'model_version' | 'prompt_version',
  value: string,
  text: (value: string) => string,
): string {
  if (value === '') return `c.${column} IS NULL`;
  const characters = Array.from(storableText(value));
  const start = characters.slice(0, INDEXED_CHARACTERS).join('');
  const begins = `left(c.${column}, ${INDEXED_CHARACTERS}) = ${text(start)}`;
  return characters.length < INDEXED_CHARACTERS ? begins : `(${begins} AND c.${column} = ${text(value)})`;
}

/** Failures are few and have an index of their own, which the first part names. */
function statusIn(statuses: readonly string[], parameters: SqlParameters): string {
  const among = `c.status = ANY (${parameters.add(statuses, 'text[]')})`;
  return statuses.includes('ok') ? among : `(c.status <> 'ok' AND ${among})`;
}

function contains(pattern: string): string {
  return `(c.prompt ILIKE ${pattern} OR c.response ILIKE ${pattern} OR c.error ILIKE ${pattern})`;
}

/** The text as a pattern that means just this text anywhere. */
function likePattern(search: string): string {
  return `%${likeText(search)}%`;
}

/**
 * By the judge's score as the list shows it: of the latest evaluation of traffic, else of the latest shadow evaluation. Both
 * have the time of their exchange, so that those of the stretch of time are looked up once, and not exchange by exchange.
 */
function scoreBetween(
  { min_score: least, max_score: most }: TrafficFilter,
  { from, to }: TimeRange,
  parameters: SqlParameters,
): string[] {
  if (least === undefined && most === undefined) return [];
  const low = parameters.add(least ?? 0, 'double precision');
  const high = parameters.add(most ?? 1, 'double precision');
  const [start, end] = [parameters.add(from, 'timestamptz'), parameters.add(to, 'timestamptz')];
  return [
    `(c.created_at, c.id) IN (
       SELECT e.chat_created_at, e.chat_id FROM evaluations e
       WHERE e.source = 'judge' AND e.chat_created_at >= ${start} AND e.chat_created_at <= ${end}
         AND e.score >= ${low} AND e.score <= ${high} AND NOT EXISTS (
           SELECT 1 FROM evaluations l
           WHERE l.chat_created_at = e.chat_created_at AND l.chat_id = e.chat_id AND l.source = 'judge'
             AND l.score IS NOT NULL AND (l.created_at, l.evaluator) > (e.created_at, e.evaluator))
       UNION ALL
       SELECT s.ts, s.chat_log_id FROM shadow_evals s
       WHERE s.ts >= ${start} AND s.ts <= ${end} AND s.prod_score >= ${low} AND s.prod_score <= ${high}
         AND NOT EXISTS (
           SELECT 1 FROM shadow_evals l
           WHERE l.ts = s.ts AND l.chat_log_id = s.chat_log_id AND l.prod_score IS NOT NULL
             AND (l.evaluated_at, l.id) > (s.evaluated_at, s.id))
         AND NOT EXISTS (
           SELECT 1 FROM evaluations j
           WHERE j.chat_created_at = s.ts AND j.chat_id = s.chat_log_id AND j.source = 'judge'
             AND j.score IS NOT NULL))`,
  ];
}

function rated(feedback: NonNullable<TrafficFilter['feedback']>): string {
  const row = 'SELECT 1 FROM feedback f WHERE f.chat_created_at = c.created_at AND f.chat_id = c.id';
  if (feedback === 'none') return `NOT EXISTS (${row})`;
  return `EXISTS (${row}${feedback === 'any' ? '' : ` AND f.rating = '${feedback}'`})`;
}
