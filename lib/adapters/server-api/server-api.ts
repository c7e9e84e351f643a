import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { request } from 'undici';
import { z } from 'zod';
import {
  promotedRunSchema,
  runDetailSchema,
  runPageSchema,
  uploadedRunSchema,
  type PromotedRun,
  type RunDetail,
  type RunPage,
  type UploadedRun,
} from '#lib/contracts/runs.ts';
import { runComparisonSchema, type RunComparison } from '#lib/contracts/comparisons.ts';
import {
  ciVerdictSchema,
  runVerdictSchema,
  type CiVerdict,
  type RunOrigin,
  type RunVerdict,
} from '#lib/contracts/verdicts.ts';
import { killedSchema, type Killed, type KillSwitch } from '#lib/contracts/rollouts.ts';
import {
  movedPromptAliasSchema,
  promptDetailSchema,
  promptListSchema,
  promptVersionSchema,
  pushedPromptSchema,
  type MovedPromptAlias,
  type MovePromptAlias,
  type PromptDetail,
  type PromptList,
  type PromptVersion,
  type PushedPrompt,
  type PushPrompt,
} from '#lib/contracts/prompts.ts';
import {
  rolloutDetailSchema,
  rolloutPageSchema,
  type CommandRollout,
  type LiftFreeze,
  type RolloutDetail,
  type StartRollout,
} from '#lib/contracts/rollouts.ts';
import { shadowDecisionSchema, type ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { refusalOf, ServerApiError, unreachable } from './server-api-error.ts';

export interface ServerApiOptions {
  /** Address of the server, such as http://127.0.0.1:3000. */
  baseUrl: string;
  apiKey: string | null;
}

const KILL_PATIENCE_MS = 10_000;

type Call = Omit<NonNullable<Parameters<typeof request>[1]>, 'headers' | 'dispatcher'> & {
  headers?: Record<string, string>;
};

/** The server's API as command-line programs use it. Every failure is a ServerApiError with a message for people. */
export class ServerApi {
  private readonly options: ServerApiOptions;

  constructor(options: ServerApiOptions) {
    this.options = options;
  }

  listRuns(query: Readonly<Record<string, string>>): Promise<RunPage> {
    return this.call(runPageSchema, `/api/runs?${new URLSearchParams(query).toString()}`);
  }

  getRun(id: string): Promise<RunDetail> {
    return this.call(runDetailSchema, runPath(id));
  }

  shadowDecision(): Promise<ShadowDecision> {
    return this.call(shadowDecisionSchema, '/api/shadow/decision');
  }

  /** Finished runs against the first of them. */
  compareRuns(ids: readonly string[]): Promise<RunComparison> {
    return this.call(
      runComparisonSchema,
      `/api/compare?${new URLSearchParams({ runs: ids.join(',') }).toString()}`,
    );
  }

  /** Sets tags; null takes one away. */
  tagRun(id: string, tags: Readonly<Record<string, string | null>>): Promise<RunDetail> {
    return this.call(runDetailSchema, `${runPath(id)}/tags`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tags }),
    });
  }

  promoteRun(id: string): Promise<PromotedRun> {
    return this.call(promotedRunSchema, `${runPath(id)}/promote`, { method: 'POST' });
  }

  /** Sends a scores file, as a stream: it may be larger than the memory should be. */
  async uploadScores(file: string): Promise<UploadedRun> {
    const { size } = await stat(file);
    return this.call(uploadedRunSchema, '/api/runs/upload', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(size) },
      body: createReadStream(file),
    });
  }

  /**
   * Sends a scores file to be stored and judged, as a stream.
   *
   * @param idempotencyKey the same for the same content: the server answers a repetition as it did before
   */
  async uploadCiRun(file: string, origin: RunOrigin, idempotencyKey: string): Promise<CiVerdict> {
    const { size } = await stat(file);
    const told = Object.entries(origin).filter(([, value]) => value !== undefined);
    const head = `{${told.map(([name, value]) => `"${name}":${JSON.stringify(value)},`).join('')}"scores":`;
    const body = async function* () {
      yield head;
      yield* createReadStream(file);
      yield '}';
    };
    return this.call(ciVerdictSchema, '/api/ci/runs', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(head) + size + 1),
        'idempotency-key': idempotencyKey,
      },
      body: Readable.from(body()),
    });
  }

  /** In an emergency nobody waits for a server that hangs. */
  setKillSwitch(change: KillSwitch): Promise<Killed> {
    return this.call(killedSchema, '/api/kill-switch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(KILL_PATIENCE_MS),
    });
  }

  /** The run's latest verdict. */
  runVerdict(id: string, withEvidence: boolean): Promise<RunVerdict> {
    return this.call(runVerdictSchema, `${runPath(id)}/verdict?evidence=${withEvidence}`);
  }

  /** Judges a finished run again, against today's baseline. */
  judgeRun(id: string, origin: RunOrigin): Promise<CiVerdict> {
    return this.call(ciVerdictSchema, `${runPath(id)}/verdict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(origin),
    });
  }

  listPrompts(): Promise<PromptList> {
    return this.call(promptListSchema, '/api/prompts');
  }

  getPrompt(name: string): Promise<PromptDetail> {
    return this.call(promptDetailSchema, promptPath(name));
  }

  /** @param selector hash, `name@hash` or alias */
  promptVersion(name: string, selector: string): Promise<PromptVersion> {
    return this.call(promptVersionSchema, `${promptPath(name)}/versions/${encodeURIComponent(selector)}`);
  }

  pushPrompt(prompt: PushPrompt): Promise<PushedPrompt> {
    return this.call(pushedPromptSchema, '/api/prompts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(prompt),
    });
  }

  movePromptAlias(name: string, alias: string, move: MovePromptAlias): Promise<MovedPromptAlias> {
    return this.call(movedPromptAliasSchema, `${promptPath(name)}/aliases/${encodeURIComponent(alias)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(move),
    });
  }

  /** @param idempotencyKey the same for a repetition, which finds what was started */
  startRollout(body: StartRollout, idempotencyKey: string): Promise<RolloutDetail> {
    return this.call(rolloutDetailSchema, '/api/rollouts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(body),
    });
  }

  /** @param waitSeconds up to 60: the answer comes when the rollout has ended, or after so long */
  getRollout(id: string, waitSeconds = 0): Promise<RolloutDetail> {
    return this.call(rolloutDetailSchema, `${rolloutPath(id)}?wait_seconds=${waitSeconds}`);
  }

  /** The rollout that is under way, else the latest; null where there was none yet. */
  async latestRolloutId(): Promise<string | null> {
    const { items } = await this.call(rolloutPageSchema, '/api/rollouts?limit=1');
    return items[0]?.id ?? null;
  }

  commandRollout(
    id: string,
    command: 'pause' | 'resume' | 'abort' | 'promote',
    body: CommandRollout,
  ): Promise<RolloutDetail> {
    return this.call(rolloutDetailSchema, `${rolloutPath(id)}/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async liftFreeze(body: LiftFreeze): Promise<void> {
    await this.call(z.undefined(), '/api/rollouts/freeze/lift', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async call<T>(schema: z.ZodType<T>, path: string, call: Call = {}): Promise<T> {
    const { baseUrl, apiKey } = this.options;
    const authorization = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
    const { status, text } = await send(new URL(path, baseUrl), baseUrl, {
      ...call,
      headers: { accept: 'application/json', ...authorization, ...call.headers },
    });
    if (status < 200 || status > 299) throw refusalOf(status, text, apiKey !== null);
    const answer = schema.safeParse(parse(text));
    if (answer.success) return answer.data;
    throw new ServerApiError(
      'unexpected',
      `${baseUrl} answered something else than this version of lrg expects: is it the server's address, and as new as this program?`,
    );
  }
}

async function send(url: URL, baseUrl: string, call: Call): Promise<{ status: number; text: string }> {
  try {
    const { statusCode, body } = await request(url, call);
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    throw unreachable(baseUrl, error);
  }
}

function promptPath(name: string): string {
  return `/api/prompts/${encodeURIComponent(name)}`;
}

function rolloutPath(id: string): string {
  return `/api/rollouts/${encodeURIComponent(id)}`;
}

function runPath(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
