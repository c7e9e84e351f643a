import { defineRoute } from '#lib/composition/routes.ts';
import { rolloutCommand } from '#lib/http/rollouts.ts';

export const POST = defineRoute('POST /api/rollouts/{id}/abort', (call) => rolloutCommand(call, 'abort'));
