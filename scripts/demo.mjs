import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';
import { prepare, root } from './setup.mjs';

/*
 * npm run demo: the application with a stream of chats through its real path, for a look at the dashboard. It keeps its
 * own data and configuration in .lrg/demo, and shadows a quarter of the prompts so that charts fill within a minute.
 */
const REQUESTS_PER_SECOND = 6;
const SHADOW_PERCENTAGE = 25;
const SESSION_GAP_MINUTES = 1;
const USERS = 40;
const USE_CASES = ['support', 'search', 'writing', 'coding'];

const folder = join(root, '.lrg/demo');
const port = process.env.PORT ?? '3000';

await main(async () => {
  const node = await prepare({ build: true });
  const configDir = writeConfig();
  const env = {
    NODE_ENV: 'production',
    PORT: port,
    LRG_DATA_DIR: join(folder, 'data'),
    LRG_CONFIG_DIR: configDir,
  };
  const ended = new AbortController();
  const code = await serve(node, {
    env: { ...env, LRG_LOG_LEVEL: 'warn' },
    onReady: () => void sendTraffic(`http://127.0.0.1:${port}`, ended.signal),
  });
  ended.abort();
  return code;
});

function writeConfig() {
  const target = join(folder, 'config');
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'config'), target, { recursive: true });
  const file = join(target, 'shadow_config.yaml');
  const text = readFileSync(file, 'utf8')
    .replace(/^shadow_percentage: .*$/m, `shadow_percentage: ${SHADOW_PERCENTAGE}`)
    // Its sessions last seconds; one that counts only after half an hour would leave the decision empty so long.
    .replace(/^( *)session_gap_minutes: \d+/m, `$1session_gap_minutes: ${SESSION_GAP_MINUTES}`);
  writeFileSync(file, text);
  return target;
}

async function sendTraffic(url, signal) {
  const prompts = readFileSync(join(root, 'data/raw/prompts.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).prompt);
  console.log(
    `Sending about ${REQUESTS_PER_SECOND} chats a second, ${SHADOW_PERCENTAGE}% of them shadowed. Ctrl-C ends the demo.`,
  );
  for (let sent = 0; !signal.aborted; sent += 1) {
    void sendOne(url, prompts[Math.floor(Math.random() * prompts.length)], sent);
    if (sent % 60 === 59) console.log(`${sent + 1} chats sent`);
    // Gaps of a Poisson process: traffic comes in bursts.
    await sleep((-Math.log(1 - Math.random()) * 1_000) / REQUESTS_PER_SECOND);
  }
}

/** Mostly plain chats; some streamed, some through the OpenAI surface, a few that the model server refuses. */
async function sendOne(url, prompt, sent) {
  const user = `user-${1 + Math.floor(USERS * Math.random() ** 2)}`;
  const isOpenAi = sent % 8 === 5;
  const body = isOpenAi
    ? { model: 'gpt-4.1-mini', user, messages: [{ role: 'user', content: prompt }] }
    : {
        prompt,
        user_id: user,
        session_id: `${user}-${Math.floor(sent / 100)}`,
        use_case: USE_CASES[sent % USE_CASES.length],
      };
  if (sent % 5 === 2) body.stream = true;
  const isRefused = sent % 67 === 66;
  try {
    const response = await fetch(url + (isOpenAi ? '/v1/chat/completions' : '/chat'), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(isRefused ? { 'x-simulate': 'context-length' } : {}),
      },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
  } catch {
    // The server is stopping.
  }
}
