import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmbeddedEngine } from '#lib/adapters/jobs/embedded-engine.ts';
import { openDatabase } from '#lib/adapters/db/database.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { createTestDatabase } from '#lib/testing/test-database.ts';
import { startTcpProxy } from '#lib/testing/tcp-proxy.ts';
import { OutageLog } from './outage-log.ts';

const away = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };

describe('OutageLog', () => {
  it('has one entry when the database goes and one when it is back, each time', () => {
    const log = recordingLog();
    const outages = new OutageLog(log, 'the queue');
    outages.succeeded();
    for (let i = 0; i < 3; i += 1) outages.failed(away);
    outages.succeeded();
    outages.succeeded();
    outages.failed(away);
    outages.succeeded();
    expect(log.entries.map(({ level, fields }) => [level, fields.failures])).toEqual([
      ['warn', undefined],
      ['info', 3],
      ['warn', undefined],
      ['info', 1],
    ]);
  });

  it('has every error of another kind', () => {
    const log = recordingLog();
    const outages = new OutageLog(log, 'the queue');
    outages.failed(away);
    outages.failed(new Error('syntax'));
    outages.failed(new Error('syntax'));
    expect(log.entries).toHaveLength(3);
  });
});

const serverUrl = process.env.TEST_DATABASE_URL ?? '';

describe.skipIf(serverUrl === '')('the job queue on a PostgreSQL that goes away and comes back', () => {
  it('says so once, and works on', async () => {
    const created = await createTestDatabase('postgres');
    const proxy = await startTcpProxy(created.url ?? '');
    onTestFinished(() => created.drop());
    const root = new URL('../..', import.meta.url).pathname;
    const database = await openDatabase({
      url: proxy.url,
      dataDir: '',
      migrationsDir: `${root}prisma/migrations`,
      workerFile: '',
      onConnectionLoss: () => undefined,
    });
    await database.prepare();
    const log = recordingLog();
    const outages = new OutageLog(log, 'the job queue');
    let failures = 0;
    let runs = 0;
    const engine = createEmbeddedEngine({
      pool: database.pool,
      isAlone: true,
      concurrency: 2,
      onError: (error) => {
        failures += 1;
        outages.failed(error);
      },
      onAnswer: () => outages.succeeded(),
    });
    const times = { retries: 1, retryDelaySeconds: 1, keepSeconds: 60, expireSeconds: 60 };
    const run = () => Promise.resolve((runs += 1));
    await engine.start([{ queue: 'outage_jobs', ...times, run }]);

    await proxy.cut();
    await eventually(() => expect(failures).toBeGreaterThan(5), 20_000);
    expect(log.entries.map(({ level }) => level)).toEqual(['warn']);
    await proxy.restore();
    await eventually(() => expect(log.entries.map(({ level }) => level)).toEqual(['warn', 'info']), 20_000);

    const client = await database.pool.connect();
    await engine.enqueue(client, 'outage_jobs', [{ id: '00000000-0000-4000-8000-000000000001', data: {} }]);
    client.release();
    await eventually(() => expect(runs).toBe(1), 20_000);
    await engine.stop();
    await database.close();
    await proxy.close();
  }, 90_000);
});
