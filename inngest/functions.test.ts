import { InngestTestEngine } from '@inngest/test';
import { Inngest } from 'inngest';
import { beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { HandedOverError, PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';
import type { Context } from '#lib/services/context.ts';
import { relayJobs } from './embedded.ts';
import { inngestFunctions } from './functions.ts';
import { defineJob } from './job-definition.ts';

const paid: string[] = [];
let behaviour: (step: JobStep) => Promise<unknown>;
const settled: string[] = [];
const ctx = {
  jobs: { settle: (queue: string, id: string) => Promise.resolve(void settled.push(`${queue} ${id}`)) },
} as unknown as Context;

const definition = defineJob({
  queue: 'test_jobs',
  event: 'lrg/test',
  data: z.object({ id: z.string() }),
  retries: 3,
  retryDelaySeconds: 1,
  keepSeconds: 60,
  run: ({ ctx: given, data, step }) => {
    expect(given).toBe(ctx);
    paid.push(`asked ${data.id}`);
    return behaviour(step);
  },
});

const inngest = new Inngest({ id: 'test', isDev: true });
const [jobFunction] = inngestFunctions(inngest, [definition], () => Promise.resolve(ctx));

function engine(): InngestTestEngine {
  if (!jobFunction) throw new Error('no function');
  return new InngestTestEngine({
    function: jobFunction,
    events: [{ id: 'job-1', name: 'lrg/test', data: { id: 'a' } }],
  });
}

beforeEach(() => {
  paid.length = 0;
  settled.length = 0;
});

it('runs the definition with the application and the data of the event', async () => {
  behaviour = (step) => step.run('pay', () => Promise.resolve({ price: 3 }));
  const { result, state } = await engine().execute();
  expect(result).toEqual({ price: 3 });
  expect(await Promise.all(Object.values(state))).toContainEqual({ price: 3 });
  expect(settled).toEqual(['test_jobs job-1']);
});

it('hands failures on, so that Inngest tries again', async () => {
  behaviour = () => Promise.reject(new Error('try me again'));
  const { error } = await engine().execute();
  expect(error).toMatchObject({ message: 'try me again' });
  expect(error).not.toMatchObject({ name: 'NonRetriableError' });
  expect(settled).toEqual([]);
});

it('tells Inngest what can never work', async () => {
  behaviour = () => Promise.reject(new PermanentJobError('never'));
  const { error } = await engine().execute();
  expect(error).toMatchObject({ name: 'NonRetriableError', message: 'never', cause: { attempts: 1 } });
});

it('refuses an event with other data', async () => {
  if (!jobFunction) throw new Error('no function');
  const odd = new InngestTestEngine({
    function: jobFunction,
    events: [{ name: 'lrg/test', data: { id: 5 } }],
  });
  expect((await odd.execute()).error).toMatchObject({ name: 'NonRetriableError' });
  expect(paid).toEqual([]);
});

it('relays a stored job as an event that carries its id, and keeps it until it is settled', async () => {
  const send = vi.spyOn(inngest, 'send').mockResolvedValue({ ids: ['x'] });
  const [relay] = relayJobs(inngest, [definition]);
  const run = relay?.run({ id: 'a' }, { run: (_name, action) => action() }, 'job-1');
  await expect(run).rejects.toThrow(HandedOverError);
  expect(send).toHaveBeenCalledWith({ id: 'job-1', name: 'lrg/test', data: { id: 'a' } });
});

it('lets the outbox try again when Inngest is away', async () => {
  vi.spyOn(inngest, 'send').mockRejectedValue(new Error('fetch failed'));
  const [relay] = relayJobs(inngest, [definition]);
  const run = relay?.run({ id: 'a' }, { run: (_name, action) => action() }, 'job-1');
  await expect(run).rejects.toThrow('fetch failed');
  expect(relay?.retries).toBeGreaterThan(1_000_000);
});
