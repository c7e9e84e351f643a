import type { ApiContext } from '#lib/http/define-route.ts';
import type { TestRoutes } from './test-api.ts';

/** The route files' own handlers on a context of the test's. */
export async function runRoutes(ctx: ApiContext): Promise<TestRoutes> {
  // Where the running application hangs, see lib/composition/running.ts; the modules below look there.
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [
    list,
    upload,
    run,
    examples,
    scores,
    artifact,
    tags,
    promote,
    cancel,
    ciRuns,
    verdict,
    verdicts,
    baselines,
  ] = await Promise.all([
    import('../../app/api/runs/route.ts'),
    import('../../app/api/runs/upload/route.ts'),
    import('../../app/api/runs/[id]/route.ts'),
    import('../../app/api/runs/[id]/examples/route.ts'),
    import('../../app/api/runs/[id]/scores/route.ts'),
    import('../../app/api/runs/[id]/artifacts/[name]/route.ts'),
    import('../../app/api/runs/[id]/tags/route.ts'),
    import('../../app/api/runs/[id]/promote/route.ts'),
    import('../../app/api/runs/[id]/cancel/route.ts'),
    import('../../app/api/ci/runs/route.ts'),
    import('../../app/api/runs/[id]/verdict/route.ts'),
    import('../../app/api/verdicts/route.ts'),
    import('../../app/api/baselines/route.ts'),
  ]);
  return {
    'GET /api/runs': list.GET,
    'POST /api/runs/upload': upload.POST,
    'GET /api/runs/{id}': run.GET,
    'GET /api/runs/{id}/examples': examples.GET,
    'GET /api/runs/{id}/scores': scores.GET,
    'GET /api/runs/{id}/artifacts/{name}': artifact.GET,
    'PATCH /api/runs/{id}/tags': tags.PATCH,
    'POST /api/runs/{id}/promote': promote.POST,
    'POST /api/runs/{id}/cancel': cancel.POST,
    'POST /api/ci/runs': ciRuns.POST,
    'GET /api/runs/{id}/verdict': verdict.GET,
    'POST /api/runs/{id}/verdict': verdict.POST,
    'GET /api/verdicts': verdicts.GET,
    'GET /api/baselines': baselines.GET,
  };
}
