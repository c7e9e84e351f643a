/** Jobs by state. */
export interface JobCounts {
  queued: number;
  retrying: number;
  active: number;
  completed: number;
}
