import type { RouterSnapshot } from '#lib/domain/rollout/assignment.ts';
import {
  activePromotion,
  snapshotOf,
  type ModelNames,
  type RouterPrompts,
  type RouterState,
} from '#lib/domain/rollout/router-state.ts';
import type { KillSwitches } from './kill-switches.ts';

/** What was read of the router's state; `prompts` null: those of the version that is known already. */
export interface RouterReading {
  state: RouterState;
  prompts: RouterPrompts | null;
}

export interface RouterTools {
  names: ModelNames;
  kills: KillSwitches;
  /** Steady clock in milliseconds. */
  elapsedMs: () => number;
  /**
   * Reads the state in one statement, and the prompts only if it isn't the known one. Rejects when it can't be read, and
   * doesn't take forever to find out.
   */
  read: (known: { version: number; rolloutId: string | null } | null) => Promise<RouterReading>;
}

/** No candidate is served on older knowledge: a rollback on another replica holds here no later. */
const MOST_AGE_MS = 1_000;
const NO_PROMPTS: RouterPrompts = { served: new Map(), candidate: null };

/**
 * What serves production and who gets a candidate. Requests read a snapshot in memory and never wait; it is renewed behind
 * their backs. When the state can't be read, production is served: the model that was production last.
 */
export class Router {
  readonly kills: KillSwitches;
  readonly #tools: RouterTools;
  #state: RouterState | null = null;
  #prompts = NO_PROMPTS;
  #asOfMs = -Infinity;
  #snapshot: RouterSnapshot;
  /** The same without a candidate. */
  #plain: RouterSnapshot;
  #reading: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(tools: RouterTools) {
    this.#tools = tools;
    this.kills = tools.kills;
    this.#snapshot = snapshotOf(null, NO_PROMPTS, tools.names);
    this.#plain = this.#snapshot;
  }

  /** What decides about a request that comes now. */
  get current(): RouterSnapshot {
    const snapshot = this.#snapshot;
    if (snapshot.rollout === null) return snapshot;
    const isServed = !this.isCanaryKilled && this.ageMs <= MOST_AGE_MS;
    return isServed ? snapshot : this.#plain;
  }

  /** Whether no request may be evaluated in shadow. */
  get isShadowKilled(): boolean {
    return this.kills.effective.shadow;
  }

  /** Whether no candidate may be served. */
  get isCanaryKilled(): boolean {
    return this.kills.effective.canary;
  }

  /** How old the knowledge is, in milliseconds; Infinity before the first reading. */
  get ageMs(): number {
    return this.#tools.elapsedMs() - this.#asOfMs;
  }

  /** What was read last, however long ago; null before the first reading. */
  get state(): RouterState | null {
    return this.#state;
  }

  /** The promotion that production follows; null while it follows the configuration. */
  get promotion(): RouterState['promoted'] {
    return activePromotion(this.#state, this.configuredModel);
  }

  get configuredModel(): string {
    return this.#tools.names.configuredModel;
  }

  /** Reads the state. Rejects when it can't be read; nothing is forgotten then but what is too old. */
  poll(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** After a change by this process: resolves when it is known here, or can't be read. Never rejects. */
  refresh(): Promise<void> {
    if (!this.#reading) return this.poll().catch(() => undefined);
    // The reading under way may have looked before the change; the one after it is shared.
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.poll();
      })
      .catch(() => undefined);
    return this.#next;
  }

  async #read(): Promise<void> {
    const asOfMs = this.#tools.elapsedMs();
    const known = this.#state && {
      version: this.#state.version,
      rolloutId: this.#state.rollout?.id ?? null,
    };
    const { state, prompts } = await this.#tools.read(known);
    this.#state = state;
    this.#asOfMs = asOfMs;
    if (prompts) this.#prompts = prompts;
    this.kills.accept(state.kills);
    const { names } = this.#tools;
    this.#snapshot = snapshotOf(state, this.#prompts, names);
    this.#plain = snapshotOf({ ...state, rollout: null }, this.#prompts, names);
  }
}
