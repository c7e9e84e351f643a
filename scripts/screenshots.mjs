import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from './lib/chromium.mjs';
import { main, step } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';
import { prepare, root } from './setup.mjs';

/*
 * npm run screenshots: the pages as people see them, with simulated traffic, into docs/images. The README shows them.
 */
const PORT = '3198';
const URL = `http://127.0.0.1:${PORT}`;
const ADMIN = { email: 'admin@example.com', password: 'only for screenshots' };
const KEY = 'lrg_only_for_screenshots';
const CHATS = 240;
const LABELS = 60;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
const images = join(root, 'docs/images');

await main(async () => {
  const node = await prepare({ build: true });
  const executablePath = await findOrInstallChromium();
  const folder = mkdtempSync(join(tmpdir(), 'lrg-screenshots-'));
  // Much is sampled, as for the journeys, and the alert rules are those that everybody begins with.
  const configDir = join(folder, 'config');
  cpSync(join(root, 'e2e/config'), configDir, { recursive: true });
  cpSync(join(root, 'config/alerts.yaml'), join(configDir, 'alerts.yaml'));
  const stop = new AbortController();
  const env = {
    NODE_ENV: 'production',
    PORT,
    LRG_DATA_DIR: join(folder, 'data'),
    LRG_CONFIG_DIR: configDir,
    LRG_ADMIN_EMAIL: ADMIN.email,
    LRG_ADMIN_PASSWORD: ADMIN.password,
    LRG_API_KEY: KEY,
    LRG_LOG_LEVEL: 'error',
    LRG_SIMULATOR_TIME_SCALE: '0.2',
    OPENAI_API_KEY: '',
    OPENAI_BASE_URL: '',
    DATABASE_URL: '',
  };
  const ready = Promise.withResolvers();
  const ended = serve(node, { env, onReady: ready.resolve, signal: stop.signal });
  try {
    await Promise.race([ready.promise, ended.then(refuseEnd)]);
    await step(`Sending ${CHATS} chats`, sendChats);
    const runs = await step('Scoring two models', makeRuns);
    await makePrompts();
    const trace = await makeTrace();
    await step(`Labelling ${LABELS} exchanges`, giveLabels);
    const rollout = await step('Rolling a candidate out', makeRollout);
    await step('Taking pictures', () => takePictures(executablePath, { ...runs, rollout, trace }));
  } finally {
    stop.abort();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

function refuseEnd(code) {
  throw new Error(`the server ended with code ${code} before it was ready`);
}

async function sendChats() {
  const lines = readFileSync(join(root, 'data/raw/prompts.jsonl'), 'utf8').split('\n').filter(Boolean);
  // Prompts that a model should refuse belong into the golden set, not onto the first picture that people see.
  const examples = lines.map((line) => JSON.parse(line));
  const prompts = examples
    .filter(({ category }) => category !== 'refusal_behavior')
    .map(({ prompt }) => prompt);
  for (let sent = 0; sent < CHATS; sent += 1) {
    // What a user asks is one observation of the shadow decision, made once they are quiet; the others are at once.
    const user = sent % 2 === 0 ? { user_id: `user-${sent % 17}` } : {};
    const body = JSON.stringify({ prompt: prompts[sent % prompts.length], ...user });
    const response = await fetch(`${URL}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await response.arrayBuffer();
  }
}

/** Two runs of the whole golden set; resolves with the id of the promoted one. */
async function makeRuns() {
  const ids = [];
  for (const [model, purpose] of [
    ['gpt-4.1-nano', 'candidate'],
    ['gpt-4.1-mini', 'release'],
  ]) {
    const { run_id: id } = await callApi('POST', '/api/runs', { model, tags: { purpose } });
    ids.push(id);
    while (!(await callApi('GET', `/api/runs/${id}`)).finished_at) await sleep(500);
  }
  const [candidate, release] = ids;
  await callApi('POST', `/api/runs/${release}/promote`);
  await callApi('POST', `/api/runs/${candidate}/verdict`, {});
  return { candidate, release };
}

/** Labels as of a person who mostly sees it as the simulated judge does, and is now and then stricter. */
async function giveLabels() {
  let given = 0;
  while (given < LABELS) {
    const { item } = await callApi('GET', '/api/labels/next');
    if (!item) {
      // The judge is at work still.
      await sleep(500);
      continue;
    }
    const query = new URLSearchParams({ source: 'judge', from: item.created_at, to: item.created_at });
    const { items } = await callApi('GET', `/api/evaluations?${query}`);
    const points = Math.round(5 * (items.find(({ chat_id: id }) => id === item.chat_id)?.score ?? 0));
    const score = given % 4 === 3 ? Math.max(0, points - 1 - (given % 3)) : points;
    await callApi('POST', '/api/labels', { chat_id: item.chat_id, score });
    given += 1;
  }
}

/** A rollout in its third step, with traffic on both sides; resolves with its id. */
async function makeRollout() {
  const { id } = await callApi('POST', '/api/rollouts', {
    candidate: { model: 'gpt-4.1' },
    plan: { initial_percentage: 20, bake_minutes: 0.5, health: { min_requests: 5, max_p99_ratio: 5 } },
    reason: 'A larger model at the same price',
  });
  let sent = 0;
  while ((await callApi('GET', `/api/rollouts/${id}`)).step < 2) {
    if (sent > 5_000) throw new Error('The rollout takes no step.');
    for (let i = 0; i < 10; i += 1, sent += 1)
      await callApi('POST', '/chat', {
        prompt: `What is number ${sent} about?`,
        user_id: `user-${sent % 97}`,
      });
  }
  return id;
}

/** A prompt in two versions, with an alias on each. */
async function makePrompts() {
  const system = 'You are a helpful assistant. Answer in the language of the question.';
  await callApi('POST', '/api/prompts', { name: 'assistant', system });
  const { version } = await callApi('POST', '/api/prompts', {
    name: 'assistant',
    system: `${system} Three sentences at most, and say so when you do not know something.`,
    message: 'Shorter answers, no guesses',
  });
  await callApi('PUT', '/api/prompts/assistant/aliases/candidate', { version });
}

/** What an application did around one exchange, as its OpenTelemetry would send it; resolves with the trace's id. */
async function makeTrace() {
  const [traceId, root, search, call] = ['c0ffee00'.repeat(4), ...['a', 'b', 'c'].map((x) => x.repeat(16))];
  const prompt = 'What is a canary release, and when does it beat a blue-green deployment?';
  const beganMs = Date.now();
  await callApi('POST', '/chat', { prompt }, { traceparent: `00-${traceId}-${call}-01` });
  const endedMs = Date.now();
  const span = (name, spanId, parentSpanId, fromMs, toMs, status = {}) => ({
    ...{ traceId, spanId, parentSpanId, name, status, kind: 2 },
    ...{ startTimeUnixNano: `${fromMs}000000`, endTimeUnixNano: `${toMs}000000` },
  });
  const resource = (name, spans) => ({
    resource: { attributes: [{ key: 'service.name', value: { stringValue: name } }] },
    scopeSpans: [{ spans }],
  });
  await callApi('POST', '/v1/traces', {
    resourceSpans: [
      resource('support-bot', [
        span('POST /questions', root, '', beganMs - 90, endedMs + 45, { code: 2, message: 'no cache' }),
        span('ask the model', call, root, beganMs - 10, endedMs + 4),
        span('write to the cache', 'd'.repeat(16), root, endedMs + 6, endedMs + 40, {
          code: 2,
          message: 'full',
        }),
      ]),
      resource('search', [
        span('retrieve documents', search, root, beganMs - 85, beganMs - 14),
        span('SELECT documents', 'e'.repeat(16), search, beganMs - 80, beganMs - 38),
        span('rerank', 'f'.repeat(16), search, beganMs - 36, beganMs - 15),
      ]),
    ],
  });
  return traceId;
}

/** Pages that need nothing but to be opened; one picture each, light and on a wide screen. */
function plainPages({ candidate, release, rollout, trace }) {
  return [
    ['verdict', `/runs/${candidate}/verdict`],
    ['gate', '/gate'],
    ['prompts', '/prompts'],
    ['prompt', '/prompts/assistant'],
    ['compare', `/compare?runs=${release},${candidate}`],
    ['shadow', '/shadow'],
    ['rollouts', '/rollouts'],
    ['rollout', `/rollouts/${rollout}`],
    ['traffic', '/traffic?range=1h'],
    ['traces', '/traces?range=1h'],
    ['trace', `/traces/${trace}`],
    ['evaluations', '/evaluations?range=1h'],
    ['labels', '/labels'],
    ['costs', '/costs?range=1h'],
    ['alerts', '/alerts'],
    ['alert-settings', '/alerts/settings'],
    ['settings', '/settings'],
    ['keys', '/settings/keys'],
    ['users', '/settings/users'],
    ['audit', '/settings/audit'],
  ];
}

async function callApi(method, path, body, headers = {}) {
  const response = await fetch(URL + path, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function takePictures(executablePath, runs) {
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await photograph(browser, runs);
  } finally {
    // An open browser would keep this process alive.
    await browser.close();
  }
}

async function photograph(browser, runs) {
  for (const [name, width, height, colorScheme] of [
    ['light', 1440, 1000, 'light'],
    ['dark', 1440, 1000, 'dark'],
    ['phone', 390, 844, 'light'],
  ]) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(`${URL}/sign-in`);
    await takePicture(page, `sign-in-${name}.png`);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(({ pathname }) => pathname === '/');
    await page.goto(`${URL}/?range=1h`);
    await page
      .getByRole('region', { name: 'Production and shadow scores' })
      .locator('[data-line]')
      .nth(1)
      .waitFor();
    await takePicture(page, `overview-${name}.png`);
    await page.getByRole('table', { name: 'Latest shadow evaluations' }).getByRole('link').first().click();
    await page.getByRole('dialog').getByRole('article').first().waitFor();
    await takePicture(page, `evaluation-${name}.png`);
    await page.goto(`${URL}/runs`);
    await page.getByRole('table', { name: 'Runs' }).getByRole('link').nth(1).waitFor();
    await takePicture(page, `runs-${name}.png`);
    await page.goto(`${URL}/runs/${runs.release}`);
    await page.getByRole('table', { name: 'Examples' }).getByRole('link').first().waitFor();
    await takePicture(page, `run-${name}.png`);
    if (name === 'light') await takePlainPictures(page, runs);
    await page.close();
  }
}

/** Once nothing of the page is still on its way. */
async function takePicture(page, file) {
  await page.waitForFunction(() => document.querySelector('.animate-pulse') === null);
  await page.screenshot({ path: join(images, file) });
}

async function takePlainPictures(page, runs) {
  for (const [name, path] of plainPages(runs)) {
    await page.goto(URL + path);
    await page.waitForLoadState('networkidle');
    await takePicture(page, `${name}-light.png`);
  }
}
