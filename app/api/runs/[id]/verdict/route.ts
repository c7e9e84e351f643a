import { defineRoute } from '#lib/composition/routes.ts';
import { judgeAgain } from '#lib/http/ci-run.ts';
import { runVerdict } from '#lib/http/run-verdict.ts';

export const GET = defineRoute('GET /api/runs/{id}/verdict', ({ ctx, headers, params, query }) =>
  runVerdict(ctx, headers, params.id ?? '', query.evidence === 'true'),
);

export const POST = defineRoute('POST /api/runs/{id}/verdict', ({ params, body, ...call }) =>
  judgeAgain(call, params.id ?? '', body),
);
