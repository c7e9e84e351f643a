import type { Pool } from 'pg';
import type { Ask } from './ask.ts';
import type { Facts } from './questions.ts';

interface Check {
  name: string;
  path: string;
  route: string;
  /** Of raw rows between $1 and $2, both included: columns with the names that `shown` gives. */
  sql: string;
  shown: (answer: Answer) => Record<string, number | null>;
}

type Answer = Record<string, unknown>;

const CHATS = 'FROM chat_logs WHERE created_at >= $1 AND created_at <= $2';
const FIGURES = `count(*) AS requests, count(*) FILTER (WHERE status <> 'ok') AS failures,
  coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
  coalesce(sum(cost_usd), 0) AS cost_usd, count(*) FILTER (WHERE cost_usd IS NULL) AS cost_unknown,
  avg(latency_ms) AS mean_ms`;
const EVALS = 'FROM shadow_evals WHERE ts >= $1 AND ts <= $2';

const at = (value: unknown, key: string): unknown => (value as Answer | undefined)?.[key];
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const figures = (answer: unknown) => ({
  ...Object.fromEntries(
    ['requests', 'failures', 'input_tokens', 'output_tokens', 'cost_usd', 'cost_unknown'].map((key) => [
      key,
      number(at(answer, key)),
    ]),
  ),
  mean_ms: number(at(at(answer, 'latency_ms'), 'mean')),
});
const items = (answer: unknown, key = 'items') => (at(answer, key) as Answer[] | undefined) ?? [];
const sumOf = (list: readonly Answer[], key: string) =>
  list.reduce((sum, item) => sum + (number(item[key]) ?? 0), 0);

const CHECKS: readonly Check[] = [
  {
    name: 'traffic summary',
    route: 'traffic/summary',
    path: '',
    sql: `SELECT ${FIGURES} ${CHATS}`,
    shown: figures,
  },
  {
    name: 'summary of gpt-4.1 and its failures',
    route: 'traffic/summary',
    path: '&status=error&use_case=support',
    sql: `SELECT ${FIGURES} ${CHATS} AND status = 'error' AND use_case = 'support'`,
    shown: figures,
  },
  {
    name: 'largest model',
    route: 'traffic/summary',
    path: '&split=model',
    sql: `SELECT ${FIGURES} ${CHATS} GROUP BY model_version ORDER BY 1 DESC LIMIT 1`,
    shown: (answer) => figures(items(answer, 'groups')[0]),
  },
  {
    name: 'series by prompt version',
    route: 'traffic/series',
    path: '&split=prompt_version',
    sql: `SELECT count(*) AS requests, coalesce(sum(cost_usd), 0) AS cost_usd
          FROM chat_logs WHERE created_at >= $3 AND created_at <= $2`,
    shown: (answer) => {
      const all = items(answer, 'groups').flatMap((group) => items(group));
      return { requests: sumOf(all, 'requests'), cost_usd: sumOf(all, 'cost_usd') };
    },
  },
  {
    name: 'latency histogram',
    route: 'traffic/latency',
    path: '',
    sql: `SELECT count(*) AS count, count(*) FILTER (WHERE status <> 'ok') AS failures ${CHATS}`,
    shown: (answer) => ({
      count: sumOf(items(answer, 'bins'), 'count'),
      failures: sumOf(items(answer, 'bins'), 'failures'),
    }),
  },
  {
    name: 'failure patterns',
    route: 'traffic/failures',
    path: '',
    sql: `SELECT count(*) AS total ${CHATS} AND status <> 'ok'`,
    shown: (answer) => ({ total: number(answer.total) }),
  },
  {
    name: 'cost and quality',
    route: 'traffic/cost-quality',
    path: '',
    sql: `SELECT c.requests, s.scored, s.score_mean FROM
            (SELECT count(*) AS requests ${CHATS}) c,
            (SELECT count(*) AS scored, avg(coalesce(judge.score, shadow.prod_score)) AS score_mean FROM
               (SELECT DISTINCT ON (chat_created_at, chat_id) chat_created_at AS ts, chat_id, score FROM evaluations
                WHERE source = 'judge' AND score IS NOT NULL AND chat_created_at >= $1 AND chat_created_at <= $2
                ORDER BY chat_created_at, chat_id, created_at DESC, evaluator DESC) judge
               FULL JOIN
               (SELECT DISTINCT ON (ts, chat_log_id) ts, chat_log_id AS chat_id, prod_score ${EVALS} AND prod_score IS NOT NULL
                ORDER BY ts, chat_log_id, evaluated_at DESC, id DESC) shadow USING (ts, chat_id)) s`,
    shown: (answer) => {
      const all = items(answer);
      const scored = sumOf(all, 'scored');
      const sum = all.reduce(
        (total, item) => total + (number(item.score_mean) ?? 0) * (number(item.scored) ?? 0),
        0,
      );
      return { requests: sumOf(all, 'requests'), scored, score_mean: sum / scored };
    },
  },
  {
    name: 'feedback',
    route: 'feedback/summary',
    path: '',
    sql: `SELECT count(*) FILTER (WHERE rating = 'up') AS up, count(*) FILTER (WHERE rating = 'down') AS down
          FROM feedback WHERE chat_created_at >= $3 AND chat_created_at <= $2`,
    shown: (answer) => ({ up: number(answer.up), down: number(answer.down) }),
  },
  {
    name: 'feedback of a use case',
    route: 'feedback/summary',
    path: '&use_case=support',
    sql: `SELECT count(DISTINCT f.chat_id) AS rated, count(*) FILTER (WHERE f.rating = 'down') AS down
          FROM feedback f JOIN chat_logs c ON c.created_at = f.chat_created_at AND c.id = f.chat_id
          WHERE f.chat_created_at >= $3 AND f.chat_created_at <= $2 AND c.use_case = 'support'`,
    shown: (answer) => ({ rated: number(answer.rated), down: number(answer.down) }),
  },
  {
    name: 'most frequent failure pattern of a use case',
    route: 'traffic/failures',
    path: '&use_case=search',
    sql: `SELECT count(*) AS count, extract(epoch FROM min(created_at)) * 1000 AS first_ms,
                 extract(epoch FROM max(created_at)) * 1000 AS last_ms
          ${CHATS} AND status <> 'ok' AND use_case = 'search' GROUP BY status, http_status, error_pattern ORDER BY 1 DESC LIMIT 1`,
    shown: (answer) => {
      const [first] = items(answer);
      return {
        count: number(first?.count),
        first_ms: Date.parse(String(first?.first_at)),
        last_ms: Date.parse(String(first?.last_at)),
      };
    },
  },
  {
    name: 'evaluations',
    route: 'evaluations/summary',
    path: '&source=judge',
    sql: `SELECT count(*) AS evaluations, count(score) AS scored, avg(score) AS mean
          FROM evaluations WHERE source = 'judge' AND chat_created_at >= $1 AND chat_created_at <= $2`,
    shown: (answer) => {
      const judge = items(answer, 'totals').find(({ source }) => source === 'judge');
      return Object.fromEntries(['evaluations', 'scored', 'mean'].map((key) => [key, number(judge?.[key])]));
    },
  },
  {
    name: 'costs',
    route: 'costs',
    path: '',
    sql: `SELECT (SELECT sum(cost_usd) ${CHATS}) AS production, (SELECT sum(shadow_cost_usd) ${EVALS}) AS shadow`,
    shown: (answer) =>
      Object.fromEntries(
        items(answer, 'totals')
          .filter(({ purpose }) => purpose === 'production' || purpose === 'shadow')
          .map((total) => [String(total.purpose), number(total.cost_usd)]),
      ),
  },
  {
    name: 'overview',
    route: 'overview',
    path: '',
    sql: `SELECT count(*) AS total, count(*) FILTER (WHERE is_sampled) AS sampled ${CHATS}`,
    shown: (answer) => ({
      total: number(at(answer.requests, 'total')),
      sampled: number(at(answer.requests, 'sampled')),
    }),
  },
  {
    name: 'overview: runs',
    route: 'overview/scores',
    path: '',
    sql: `SELECT count(*) AS runs FROM runs WHERE state = 'finished' AND overall IS NOT NULL AND created_at >= $1 AND created_at <= $2`,
    shown: (answer) => ({ runs: number(answer.runs) }),
  },
];

/** Compares what panels show with the same from raw rows by SQL; sums of floating point numbers to a billionth. */
export async function checkNumbers(
  pool: Pool,
  ask: Ask,
  { to }: Facts,
): Promise<{ checked: number; disagreements: string[] }> {
  const disagreements: string[] = [];
  let checked = 0;
  for (const days of [0.25, 1, 7, 30]) {
    // No round time: parts of minutes and hours at both ends count, too.
    const from = new Date(to.getTime() - days * 86_400_000 + 1_234_567);
    for (const { name, route, path, sql, shown } of CHECKS) {
      const query = `from=${from.toISOString()}&to=${to.toISOString()}${path}`;
      const { status, text } = await ask({ name, route, path: `/api/${route}?${query}` });
      if (status !== 200) throw new Error(`${name}: ${status} ${text.slice(0, 300)}`);
      const answer = JSON.parse(text) as Answer;
      const start = typeof answer.from === 'string' ? new Date(answer.from) : from;
      const values = sql.includes('$3') ? [from, to, start] : [from, to];
      // A parameter that isn't used has no type.
      const used = sql.includes('$3') && !sql.includes('$1') ? sql.replaceAll('$3', '$1') : sql;
      const { rows } = await pool.query<Record<string, string | number | null>>(
        used,
        used === sql ? values : [start, to],
      );
      for (const [key, value] of Object.entries(shown(answer))) {
        checked += 1;
        const expected = rows[0]?.[key] == null ? null : Number(rows[0][key]);
        if (!isSame(value, expected))
          disagreements.push(`${name}, ${days} d: ${key} is ${value}, raw rows say ${expected}`);
      }
    }
  }
  return { checked, disagreements };
}

function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
