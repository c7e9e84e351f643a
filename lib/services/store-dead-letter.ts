import type { Context } from './context.ts';

export interface DeadLetterInput {
  jobId: string;
  name: string;
  data: object;
  reason: string;
  attempts: number;
}

/** Notes that a job failed for good, and why. A second note on the same job changes nothing. */
export async function storeDeadLetter(
  ctx: Pick<Context, 'prisma' | 'clock'>,
  letter: DeadLetterInput,
): Promise<void> {
  const failedAt = new Date(ctx.clock.nowMs());
  await ctx.prisma.deadLetter.createMany({ data: [{ ...letter, failedAt }], skipDuplicates: true });
}
