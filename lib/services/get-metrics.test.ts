import { expect, it } from 'vitest';
import { Ledger } from './gateway/ledger.ts';
import { TestRouter } from '#lib/testing/test-router.ts';
import { getMetrics } from './get-metrics.ts';

const journal = { backlogBytes: 12 };
const router = new TestRouter('prod', []);
const counts = { queued: 3, retrying: 0, active: 1, completed: 9 };

it('has the jobs by state while the database answers', async () => {
  const ledger = new Ledger();
  ledger.stored = 5;
  const text = await getMetrics({ ledger, journal, router, jobs: { counts: () => Promise.resolve(counts) } });
  expect(text).toContain('\nlrg_jobs{state="queued"} 3\nlrg_jobs{state="retrying"} 0\n');
  expect(text).toContain('\nlrg_database_up 1\n');
  expect(text).toContain('\nlrg_ledger_exchanges_total{state="stored"} 5\n');
  expect(text).toContain('\nlrg_journal_backlog_bytes 12\n');
});

it.each([
  ['fails', () => Promise.reject(new Error('gone'))],
  ['hangs', () => new Promise<never>(() => undefined)],
])('says so, soon, when the database %s', async (_, asked) => {
  const text = await getMetrics({ ledger: new Ledger(), journal, router, jobs: { counts: asked } });
  expect(text).toContain('\nlrg_database_up 0\n');
  expect(text).not.toContain('lrg_jobs');
});

it('tells the share of a candidate, what is switched off, and how old the knowledge is', async () => {
  const rolling = new TestRouter('prod', []);
  rolling.rollOut({ percentage: 15 });
  rolling.isShadowKilled = true;
  rolling.ageMs = 250;
  const jobs = { counts: () => Promise.resolve(counts) };
  const text = await getMetrics({ ledger: new Ledger(), journal, router: rolling, jobs });
  expect(text).toContain('\nlrg_canary_percentage 15\n');
  expect(text).toContain('\nlrg_canary_killed 0\n');
  expect(text).toContain('\nlrg_shadow_killed 1\n');
  expect(text).toContain('\nlrg_router_state_age_seconds 0.25\n');
});
