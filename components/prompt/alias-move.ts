/** Where an alias is to go. */
export interface AliasMove {
  alias: string;
  /** What the person saw when deciding; null: there was no such alias. */
  from: string | null;
  to: string;
  reason: string;
}
