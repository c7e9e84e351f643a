import { defineRoute } from '#lib/composition/routes.ts';
import { orInvalid } from '#lib/http/define-route.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { compareExamples } from '#lib/services/compare/compare-examples.ts';

export const GET = defineRoute('GET /api/compare/examples', async ({ ctx, query }) => {
  const listing = await compareExamples(ctx, query);
  if ('reason' in listing) throw new ProblemError(listing.status, listing.reason);
  return orInvalid(listing);
});
