/** What a panel asks: a route handler's module below app/api, and an address. */
export interface Question {
  name: string;
  route: string;
  path: string;
  params?: Record<string, string>;
}

/** Facts about the database that questions need. */
export interface Facts {
  to: Date;
  user: string;
  model: string;
  useCase: string;
  promptVersion: string;
  errorPattern: string;
  runId: string;
  chatLogId: string;
}

const RANGES = {
  '6 h': 6 * 3_600_000,
  '24 h': 86_400_000,
  '7 d': 7 * 86_400_000,
  '30 d': 30 * 86_400_000,
} as const;

/** Every question that panels ask by reading, for each of their stretches of time. */
export function questionsOf(facts: Facts): Question[] {
  return [...Object.entries(RANGES).flatMap(([name, ms]) => ofRange(facts, name, ms)), ...timeless(facts)];
}

function ofRange(facts: Facts, range: string, ms: number): Question[] {
  const { to, user, model, useCase, promptVersion, errorPattern } = facts;
  const time = { from: new Date(to.getTime() - ms).toISOString(), to: to.toISOString() };
  const question = (name: string, route: string, query: Record<string, string> = {}): Question => ({
    name: `${name}, ${range}`,
    route,
    path: `/api/${route}?${new URLSearchParams({ ...time, ...query }).toString()}`,
  });
  const chats = (name: string, query: Record<string, string>) =>
    question(`chats ${name}`, 'chat-logs', query);
  return [
    question('overview', 'overview'),
    question('overview scores', 'overview/scores'),
    question('costs', 'costs'),
    ...['none', 'model', 'prompt_version', 'use_case'].flatMap((split) => [
      question(`traffic summary by ${split}`, 'traffic/summary', { split }),
      question(`traffic series by ${split}`, 'traffic/series', { split }),
    ]),
    question('traffic series of a model by prompt', 'traffic/series', { split: 'prompt_version', model }),
    question('traffic series of failures', 'traffic/series', { status: 'error,timeout' }),
    question('traffic summary of a user', 'traffic/summary', { user_id: user }),
    question('traffic summary of slow ones', 'traffic/summary', { min_latency_ms: '4000' }),
    question('traffic series of sampled ones', 'traffic/series', { sampled: 'true' }),
    question('latency histogram', 'traffic/latency'),
    question('latency histogram of a word', 'traffic/latency', { search: 'zirconium' }),
    question('failure patterns', 'traffic/failures'),
    question('failure patterns of a model', 'traffic/failures', { model }),
    question('cost and quality', 'traffic/cost-quality'),
    question('cost and quality of a use case', 'traffic/cost-quality', { use_case: useCase }),
    question('values', 'traffic/values'),
    question('feedback', 'feedback/summary'),
    question('shadow series', 'shadow/series'),
    question('evaluations', 'evaluations'),
    question('evaluations of the judge', 'evaluations', { source: 'judge' }),
    question('evaluations of the judge without a score', 'evaluations', { source: 'judge', scored: 'false' }),
    question('labels of people', 'evaluations', { source: 'human' }),
    question('evaluations of an unknown evaluator', 'evaluations', { evaluator: 'nobody' }),
    question('evaluation summary', 'evaluations/summary'),
    question('evaluation summary of a model', 'evaluations/summary', { model }),
    question('agreement', 'evaluations/agreement'),
    chats('all', {}),
    chats('of a user', { user_id: user }),
    chats('of a model and use case', { model, use_case: useCase }),
    chats('of a prompt version', { prompt_version: promptVersion }),
    chats('of an unknown prompt version', { prompt_version: 'nobody@00000000' }),
    chats('of an unknown upstream', { upstream: 'nobody' }),
    chats('that failed', { status: 'error,timeout,aborted' }),
    chats('of a failure pattern', { error_pattern: errorPattern }),
    chats('with HTTP status 418', { http_status: '418' }),
    chats('slow ones', { min_latency_ms: '8000' }),
    chats('impossibly slow ones', { min_latency_ms: '900000' }),
    chats('by latency', { sort: 'latency_ms' }),
    chats('by cost', { sort: 'cost_usd' }),
    chats('with low scores', { max_score: '0.4' }),
    chats('rated down', { feedback: 'down' }),
    chats('a frequent word', { search: 'award' }),
    chats('a rare word', { search: 'zirconium' }),
    chats('an absent word', { search: 'qwertzuiop' }),
    chats('two rare letters', { search: 'qz' }),
  ];
}

function timeless({ runId, chatLogId }: Facts): Question[] {
  const question = (name: string, route: string, query = '', params?: Record<string, string>): Question => {
    const path = Object.entries(params ?? {}).reduce(
      (text, [key, value]) => text.replace(`[${key}]`, value),
      route,
    );
    return { name, route, path: `/api/${path}${query}`, ...(params ? { params } : {}) };
  };
  return [
    question('chat', 'chat-logs/[id]', '', { id: chatLogId }),
    question('shadow evaluations', 'shadow/evals'),
    ...['worse', 'better', 'diverging'].map((show) =>
      question(`shadow evaluations, ${show}`, 'shadow/evals', `?show=${show}`),
    ),
    question('shadow decision', 'shadow/decision'),
    question('runs', 'runs'),
    question('runs by score', 'runs', '?sort=overall'),
    question(
      'runs by filter',
      'runs',
      `?filter=${encodeURIComponent("metrics.overall > 0.85 and tags.seeded = 'true'")}`,
    ),
    question('run', 'runs/[id]', '', { id: runId }),
    question('examples of a run', 'runs/[id]/examples', '', { id: runId }),
    question('verdicts', 'verdicts'),
    question('verdict', 'runs/[id]/verdict', '', { id: runId }),
    question('baselines', 'baselines'),
    question('alerts', 'alerts'),
    question('history of alerts', 'alerts/events'),
    question('jobs', 'jobs'),
    question('next label', 'labels/next'),
    question('rollouts', 'rollouts'),
    question('router', 'router'),
    question('prompts', 'prompts'),
    question('audit log', 'audit'),
  ];
}
