import { defineRoute } from '#lib/composition/routes.ts';
import { ciRun } from '#lib/http/ci-run.ts';

export const POST = defineRoute('POST /api/ci/runs', ({ query, body, ...call }) => ciRun(call, query, body));
