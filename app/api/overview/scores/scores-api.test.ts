import { afterAll, beforeAll, expect, it } from 'vitest';
import { overviewScoresSchema } from '#lib/contracts/overview-scores.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { send } from '#lib/testing/http-client.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import { openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';

let db: TestDatabase;
let routes: TestRoutes;

beforeAll(async () => {
  db = await openTestDatabase('embedded');
  // Puts the context where the routes look for it.
  await runRoutes(testApiContext(db, () => NOON_MS));
  const [scores, costs] = await Promise.all([import('./route.ts'), import('../../costs/route.ts')]);
  routes = { 'GET /api/overview/scores': scores.GET, 'GET /api/costs': costs.GET };
});
afterAll(() => db.close());

async function get(path: string, by: keyof typeof CREDENTIALS | null) {
  const url = await serveRoutes(routes);
  return send(`${url}${path}`, { method: 'GET', headers: by === null ? {} : CREDENTIALS[by] });
}

it.each(['/api/overview/scores', '/api/costs'])(
  '%s is for readers, of times that are times',
  async (path) => {
    expect((await get(path, null)).status).toBe(401);
    expect((await get(path, 'chat')).status).toBe(403);
    expect((await get(`${path}?from=yesterday`, 'reader')).status).toBe(422);
    expect((await get(`${path}?size=1`, 'reader')).status).toBe(422);
  },
);

it('tells a viewer that there are no runs yet', async () => {
  const answer = await get('/api/overview/scores?env=production', 'viewer');
  expect(answer.status).toBe(200);
  expect(overviewScoresSchema.parse(answer.json())).toMatchObject({ runs: 0, env: 'production' });
});
