/** What a rollout asks a person to look into, without acting on it. */
export const ROLLOUT_FLAGS = ['negative_feedback'] as const;
export type RolloutFlag = (typeof ROLLOUT_FLAGS)[number];
