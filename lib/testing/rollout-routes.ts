import type { ApiContext } from '#lib/http/define-route.ts';
import type { RolloutDesk } from './rollout-desk.ts';
import { testApiContext, type TestRoutes } from './test-api.ts';
import type { TestDatabase } from './test-database.ts';

/** The routes of rollouts on a desk's context. */
export async function rolloutRoutes(
  db: TestDatabase,
  desk: RolloutDesk,
): Promise<{ ctx: ApiContext; routes: TestRoutes }> {
  const ctx = Object.assign(
    testApiContext(db, () => desk.nowMs),
    {
      ...{ env: desk.ctx.env, alerts: desk.ctx.alerts, jobs: desk.ctx.jobs, config: desk.ctx.config },
      // Reads the database behind requests; what it does is tested where it lives.
      router: { refresh: () => Promise.resolve() } as unknown as ApiContext['router'],
      sleep: (_ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          // As short as can be: the database decides how long a wait takes.
          const timer = setImmediate(resolve);
          signal.addEventListener('abort', () => {
            clearImmediate(timer);
            resolve();
          });
        }),
    },
  );
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [list, one, pause, resume, abort, promote, lift] = await Promise.all([
    import('../../app/api/rollouts/route.ts'),
    import('../../app/api/rollouts/[id]/route.ts'),
    import('../../app/api/rollouts/[id]/pause/route.ts'),
    import('../../app/api/rollouts/[id]/resume/route.ts'),
    import('../../app/api/rollouts/[id]/abort/route.ts'),
    import('../../app/api/rollouts/[id]/promote/route.ts'),
    import('../../app/api/rollouts/freeze/lift/route.ts'),
  ]);
  const routes = {
    'GET /api/rollouts': list.GET,
    'POST /api/rollouts': list.POST,
    'GET /api/rollouts/{id}': one.GET,
    'POST /api/rollouts/{id}/pause': pause.POST,
    'POST /api/rollouts/{id}/resume': resume.POST,
    'POST /api/rollouts/{id}/abort': abort.POST,
    'POST /api/rollouts/{id}/promote': promote.POST,
    'POST /api/rollouts/freeze/lift': lift.POST,
  };
  return { ctx, routes };
}
