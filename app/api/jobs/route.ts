import { defineRoute } from '#lib/composition/routes.ts';
import { getJobs } from '#lib/services/get-jobs.ts';

export const GET = defineRoute('GET /api/jobs', ({ ctx }) => getJobs(ctx));
