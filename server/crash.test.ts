import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shadowRubric } from '#lib/testing/rubrics.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { sentBody, startFakeUpstream, type FakeUpstream, type Turn } from '#lib/testing/fake-upstream.ts';
import { startGuard, type Guard } from '#lib/testing/start-guard.ts';
import { completionBody } from '#lib/testing/openai-shapes.ts';
import { createTestDatabase, testDatabaseKinds } from '#lib/testing/test-database.ts';

const WORKERS = 16;
const KILLED_AFTER = 120;
const AFTERWARDS = 40;

interface Stored {
  logs: { id: string; isSampled: boolean }[];
  evals: { chatLogId: string; delta: number | null }[];
}

describe.each(testDatabaseKinds())('a process that is killed under load, on %s', (kind) => {
  let home: string;
  let upstream: FakeUpstream;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  const guards: Guard[] = [];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'lrg-crash-'));
    mkdirSync(join(home, 'config'));
    writeFileSync(
      join(home, 'config/shadow_config.yaml'),
      'shadow_percentage: 50\ncandidate_model: candidate\nretry_delay_seconds: 1\n',
    );
    database = await createTestDatabase(kind);
    upstream = await startFakeUpstream();
    upstream.play(playModels);
  });
  afterAll(async () => {
    for (const guard of guards) guard.process.kill('SIGKILL');
    await upstream.close();
    await database.drop();
    rmSync(home, { recursive: true, force: true });
  });

  async function start(): Promise<Guard> {
    const guard = await startGuard({
      DATABASE_URL: database.url ?? '',
      LRG_DATA_DIR: join(home, 'data'),
      LRG_CONFIG_DIR: join(home, 'config'),
      OPENAI_BASE_URL: upstream.baseUrl,
    });
    guards.push(guard);
    return guard;
  }

  it('has every answered chat in its log and every sampled one evaluated exactly once', async () => {
    const answered = new Set<string>();
    let sent = 0;
    const sendUntil = async (guard: Guard, isOver: () => boolean) => {
      while (!isOver()) {
        sent += 1;
        const id = await chat(guard, `prompt ${sent}`);
        if (id === null) return;
        answered.add(id);
      }
    };
    const work = (guard: Guard, isOver: () => boolean) =>
      Promise.all(Array.from({ length: WORKERS }, () => sendUntil(guard, isOver)));

    const first = await start();
    const underLoad = work(first, () => false);
    await eventually(() => expect(answered.size).toBeGreaterThan(KILLED_AFTER), 30_000);
    first.process.kill('SIGKILL');
    await underLoad;

    const second = await start();
    const before = answered.size;
    await work(second, () => answered.size >= before + AFTERWARDS);

    await eventually(async () => {
      const { logs, evals } = (await (await fetch(`${second.url}/stored`)).json()) as Stored;
      const ids = new Set(logs.map(({ id }) => id));
      expect([...answered].filter((id) => !ids.has(id))).toEqual([]);
      const sampled = logs.filter(({ isSampled }) => isSampled).map(({ id }) => id);
      expect(sampled.length).toBeGreaterThan(KILLED_AFTER / 4);
      expect(evals.map(({ chatLogId }) => chatLogId).sort()).toEqual(sampled.sort());
      expect(evals.every(({ delta }) => delta !== null)).toBe(true);
    }, 90_000);
  }, 180_000);
});

/** The id of the answered chat; null when the process was gone before it had answered. */
async function chat({ url }: Guard, prompt: string): Promise<string | null> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/chat`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ prompt }),
    });
    return ((await response.json()) as { id: string }).id;
  } catch {
    return null;
  }
}

/** Production and candidate answer differently; the judge gives everybody full marks. */
function playModels({ call, response }: Turn): void {
  const model = String(sentBody(call).model);
  const criteria = shadowRubric.criteria.map(({ id }) => ({
    id,
    evidence: 'e',
    score: 5,
    not_applicable: false,
  }));
  const judgement = JSON.stringify({ criteria, injection_suspected: false });
  const text = model === 'gpt-4.1' ? judgement : `An answer by ${model}.`;
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify(completionBody({ text })));
}
