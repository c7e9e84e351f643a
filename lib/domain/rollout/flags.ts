/** What a rollout tells a person once in each step; who resumes it after an odd split of users has accepted the split. */
export const ROLLOUT_FLAGS = ['negative_feedback', 'sample_ratio'] as const;
export type RolloutFlag = (typeof ROLLOUT_FLAGS)[number];
