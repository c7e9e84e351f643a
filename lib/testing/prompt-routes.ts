import type { ApiContext } from '#lib/http/define-route.ts';
import type { TestRoutes } from './test-api.ts';

/** The route files' own handlers of prompts, on a context of the test's. */
export async function promptRoutes(ctx: ApiContext): Promise<TestRoutes> {
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [list, one, version, alias] = await Promise.all([
    import('../../app/api/prompts/route.ts'),
    import('../../app/api/prompts/[name]/route.ts'),
    import('../../app/api/prompts/[name]/versions/[version]/route.ts'),
    import('../../app/api/prompts/[name]/aliases/[alias]/route.ts'),
  ]);
  return {
    'GET /api/prompts': list.GET,
    'POST /api/prompts': list.POST,
    'GET /api/prompts/{name}': one.GET,
    'GET /api/prompts/{name}/versions/{version}': version.GET,
    'PUT /api/prompts/{name}/aliases/{alias}': alias.PUT,
  };
}
