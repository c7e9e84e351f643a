import { Counter } from '#lib/domain/telemetry/instruments.ts';
import { Traffic } from './traffic.ts';

/**
 * Where every answered exchange went: answered = stored + waiting in the journal + rejected + lost. Counted since the
 * start of this process; `replayed` are rows of an earlier one.
 */
export class Ledger {
  readonly traffic = new Traffic();
  /** Jobs that asked no model: `killed` or `over_budget`. */
  readonly skippedShadowJobs = new Counter(
    'lrg_shadow_jobs_skipped_total',
    'Shadow evaluations that were left out, by reason',
    ['reason'],
  );
  /** Exchanges under way. */
  inFlight = 0;
  answered = 0;
  journaled = 0;
  stored = 0;
  /** Already in the database when they came (a replay after a crash). */
  duplicates = 0;
  /** Refused by the database for what they hold; kept in a file beside the journal. */
  rejected = 0;
  /** Could not be written to the journal: the disk failed or is full. */
  lost = 0;
}
