import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rolloutDetailSchema } from '#lib/contracts/rollouts.ts';
import {
  EDA,
  forgetRollouts,
  judge,
  MINUTE_MS,
  rolloutDesk,
  type RolloutDesk,
} from '#lib/testing/rollout-desk.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { commandRollout } from './command-rollout.ts';
import { liftFreeze } from './lift-freeze.ts';

describe.each(testDatabaseKinds())('a rollout on %s', (kind) => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await forgetRollouts(db);
    desk = rolloutDesk(db);
  });
  afterAll(() => db.close());

  const router = async () =>
    (await db.pool.query('SELECT * FROM router_state')).rows[0] as Record<string, unknown>;
  const kinds = async (id: string) => (await desk.show(id)).events.map((event) => event.kind);

  /** Minutes with as many requests as planned, on both sides. */
  async function bake(id: string, minutes: number, canary: object = {}, control: object = {}) {
    for (let i = 0; i < minutes; i += 1) {
      desk.pass(MINUTE_MS);
      const { percentage } = await desk.show(id);
      await desk.serve(id, 'canary', { requests: Math.round(percentage * 0.4), ...canary });
      await desk.serve(id, 'production', { requests: Math.round((100 - percentage) * 0.4), ...control });
      await desk.check();
    }
  }

  it('of a good candidate goes step by step into production', async () => {
    const id = await desk.start();
    expect(await router()).toMatchObject({ version: '2', production_model: null });
    await bake(id, 1);
    expect(await desk.show(id)).toMatchObject({ status: 'running', step: 0, percentage: 50, version: 1 });
    await bake(id, 1);
    expect(await desk.show(id)).toMatchObject({
      status: 'running',
      step: 1,
      percentage: 75,
      steps: [50, 75],
    });
    await bake(id, 2);
    const shown = rolloutDetailSchema.parse(await desk.show(id));
    expect(shown).toMatchObject({
      ...{ status: 'promoted', percentage: 100, canary_requests: 100, time_to_rollback_ms: null },
      ended_at: new Date(desk.nowMs).toISOString(),
      created_by: { id: 'eda' },
    });
    expect(shown.events.map((event) => [event.kind, event.actor.id])).toEqual([
      ['started', 'eda'],
      ['advanced', 'system'],
      ['promoted', 'system'],
    ]);
    expect(shown.events[2]?.health?.verdict).toBe('healthy');
    expect(shown.series.map(({ percentage }) => percentage)).toEqual([50, 50, 75, 75]);
    expect(await router()).toMatchObject({
      ...{ version: '4', production_model: 'candidate', configured_model: 'prod' },
      ...{ production_rollout_id: id, frozen_at: null },
    });
    // It is over: nothing moves any more.
    await bake(id, 3, { failed: 10 });
    expect(await desk.show(id)).toMatchObject({ status: 'promoted', version: 3 });
  });

  it('of a broken candidate is taken back within a check, and freezes what comes after it', async () => {
    const id = await desk.start();
    await bake(id, 1, { failed: 20 });
    const shown = rolloutDetailSchema.parse(await desk.show(id));
    expect(shown).toMatchObject({ status: 'rolled_back', percentage: 0, canary_requests: 20 });
    expect(shown.events.at(-1)).toMatchObject({
      kind: 'rolled_back',
      cause: 'broken',
      to_status: 'rolled_back',
    });
    // The first of them failed ten seconds before the check.
    expect(shown.time_to_rollback_ms).toBe(10_000);
    expect(await router()).toMatchObject({
      ...{ version: '3', production_model: null, frozen_rollout_id: id },
      frozen_at: new Date(desk.nowMs),
    });
    await expect(desk.start()).rejects.toThrow(
      `frozen since ${new Date(desk.nowMs).toISOString()} by rollout ${id}`,
    );

    expect(await liftFreeze(desk.rollouts, EDA, { reason: 'the model server was restarted' })).toBe('lifted');
    const audit = await db.pool.query(`SELECT * FROM audit_entries WHERE action = 'rollout.lift_freeze'`);
    expect(audit.rows).toMatchObject([
      { actor: 'eda', target: id, details: { name: 'Eda', reason: 'the model server was restarted' } },
    ]);
    expect(await liftFreeze(desk.rollouts, EDA, { reason: 'once more' })).toBe('not_frozen');
    await desk.start();
  });

  it('is told to the channels and written into their history, once', async () => {
    const id = await desk.start(undefined, { model: '<b>*candidate*</b>' });
    await bake(id, 2);
    await bake(id, 1, { failed: 30 });
    await desk.deliver();
    expect(desk.sent.map(({ message }) => message.title)).toEqual([
      'Rollout: <b>*candidate*</b> started',
      'Rollout: <b>*candidate*</b> rolled back',
    ]);
    const { rows } = await db.pool.query(
      `SELECT rule_kind, kind, outcome, value, threshold, link FROM alert_events ORDER BY id`,
    );
    const line = { rule_kind: 'rollout', link: `/rollouts/${id}` };
    expect(rows).toEqual([
      { ...line, kind: 'ok', outcome: 'sent', value: 0.5, threshold: 0 },
      { ...line, kind: 'ok', outcome: 'not_sent', value: 0.75, threshold: 0.5 },
      { ...line, kind: 'firing', outcome: 'sent', value: 0, threshold: 0.75 },
    ]);
  });

  it('that can not be judged goes on for longer, and is taken back in the end', async () => {
    const id = await desk.start();
    await bake(id, 4, { requests: 1 }, { requests: 1 });
    expect(await kinds(id)).toEqual(['started', 'extended', 'rolled_back']);
    expect((await desk.show(id)).events.at(-1)).toMatchObject({
      cause: 'not_enough_data',
      first_bad_at: null,
    });
  });

  it('counts judgements and opinions that come late', async () => {
    const id = await desk.start({
      ...{ initial_percentage: 50, bake_minutes: 30 },
      health: { min_requests: 10, min_scores: 10 },
    });
    desk.pass(MINUTE_MS);
    const canary = await desk.serve(id, 'canary');
    await desk.serve(id, 'production', { score: 0.9 });
    await desk.check();
    expect((await desk.show(id)).totals).toMatchObject({ canary: { scores: 0 }, control: { scores: 20 } });
    for (let i = 0; i < 10; i += 1) {
      desk.pass(MINUTE_MS);
      await desk.check();
    }
    for (const row of canary) await judge(db, row, 0.8);
    await db.pool.query(
      `INSERT INTO feedback (chat_created_at, chat_id, rating, created_at, updated_at) VALUES ($1, $2, 'down', $3, $3)`,
      [canary[0]?.created_at, canary[0]?.id, new Date(desk.nowMs)],
    );
    desk.pass(MINUTE_MS);
    await desk.check();
    expect((await desk.show(id)).totals.canary).toMatchObject({
      ...{ requests: 20, scores: 20, feedback: 1, feedback_negative: 1 },
    });
    expect((await desk.show(id)).totals.canary.mean_score).toBeCloseTo(0.8);
  });

  it('ends when its control does not serve production any more: the file is the newer decision', async () => {
    const id = await desk.start();
    desk.configure('newer');
    await bake(id, 1);
    expect((await desk.show(id)).events.at(-1)).toMatchObject({ kind: 'aborted', actor: { id: 'system' } });
    expect((await desk.show(id)).reason).toContain('Production is newer now');
    expect(await router()).toMatchObject({ frozen_at: null, production_model: null });
    // From here on the newer model is control.
    expect(await desk.show(await desk.start())).toMatchObject({ control: { model: 'newer' } });
  });

  it('of what a promotion has made production goes back to what is configured', async () => {
    await bake(await desk.start(), 4);
    await expect(desk.start()).rejects.toThrow('candidate serves production already');
    const back = await desk.start(undefined, { model: 'prod' });
    expect(await desk.show(back)).toMatchObject({ control: { model: 'candidate' } });
    await bake(back, 4);
    expect(await router()).toMatchObject({ production_model: 'prod', production_rollout_id: back });
  });

  describe('of a prompt', () => {
    const prompt = { name: 'support', version: 'support@00000002' };
    const served = async () =>
      (await db.pool.query<{ version: string }>(`SELECT version FROM prompt_aliases WHERE alias = 'prod'`))
        .rows;

    beforeEach(async () => {
      await db.pool.query('DELETE FROM prompt_aliases');
      await db.pool.query('DELETE FROM prompt_versions');
      await db.pool.query(
        `INSERT INTO prompt_versions (name, version, content, created_at, created_by)
         SELECT 'support', 'support@0000000' || n, '{}', now(), 'eda' FROM generate_series(1, 3) n`,
      );
      await db.pool.query(
        `INSERT INTO prompt_aliases (name, alias, version, updated_at, updated_by)
         VALUES ('support', 'prod', 'support@00000001', now(), 'eda')`,
      );
    });

    it('moves the alias prod, and leaves the model alone', async () => {
      const id = await desk.start(undefined, { prompt });
      expect(await desk.show(id)).toMatchObject({
        ...{ candidate: { model: null, prompt }, control: { prompt_version: 'support@00000001' } },
      });
      await bake(id, 4);
      expect(await desk.show(id)).toMatchObject({ status: 'promoted' });
      expect(await served()).toEqual([{ version: 'support@00000002' }]);
      expect(await router()).toMatchObject({ production_model: null });
    });

    it('and a model moves both', async () => {
      await bake(await desk.start(undefined, { model: 'candidate', prompt }), 4);
      expect(await served()).toEqual([{ version: 'support@00000002' }]);
      expect(await router()).toMatchObject({ production_model: 'candidate' });
    });

    it('that is taken back leaves the alias where it was', async () => {
      await bake(await desk.start(undefined, { prompt }), 1, { failed: 20 });
      expect(await served()).toEqual([{ version: 'support@00000001' }]);
    });

    it('ends when somebody moves the alias by hand', async () => {
      const id = await desk.start(undefined, { prompt });
      await db.pool.query(`UPDATE prompt_aliases SET version = 'support@00000003'`);
      await bake(id, 1);
      expect(await desk.show(id)).toMatchObject({ status: 'aborted' });
      expect(await served()).toEqual([{ version: 'support@00000003' }]);
    });

    it('is refused when there is no such version, or it is served already', async () => {
      const start = (version: string) => desk.start(undefined, { prompt: { name: 'support', version } });
      await expect(start('support@0000000f')).rejects.toThrow('no version');
      await expect(start('support@00000001')).rejects.toThrow('serves production already');
    });
  });

  it('sees rows of calls that were under way when it ended', async () => {
    const id = await desk.start();
    await bake(id, 1, { failed: 20 });
    desk.pass(5_000);
    await desk.serve(id, 'canary', { requests: 7 });
    await desk.check();
    expect((await desk.show(id)).canary_requests).toBe(27);
    desk.pass(30 * MINUTE_MS);
    await desk.check();
    expect((await desk.show(id)).canary_requests).toBe(27);
  });

  it('pauses when users are not split as planned', async () => {
    const id = await desk.start();
    await bake(id, 1, { requests: 5 }, { requests: 60 });
    expect((await desk.show(id)).events.at(-1)).toMatchObject({ kind: 'paused', cause: 'sample_ratio' });
    expect(await desk.show(id)).toMatchObject({ status: 'paused', percentage: 50 });
  });

  it('flags bad opinions of the candidate for a person, once a step', async () => {
    const id = await desk.start({
      negative_feedback: { min_feedback: 10 },
      bake_minutes: 30,
      initial_percentage: 50,
    });
    desk.pass(MINUTE_MS);
    const rows = { canary: await desk.serve(id, 'canary'), control: await desk.serve(id, 'production') };
    for (const [arm, list] of Object.entries(rows))
      for (const [i, row] of list.entries())
        await db.pool.query(
          `INSERT INTO feedback (chat_created_at, chat_id, rating, created_at, updated_at) VALUES ($1, $2, $3, $1, $1)`,
          [row.created_at, row.id, i < (arm === 'canary' ? 10 : 4) ? 'down' : 'up'],
        );
    await desk.check();
    await desk.check();
    expect(await kinds(id)).toEqual(['started', 'flagged']);
    expect(await desk.show(id)).toMatchObject({ status: 'running', percentage: 50 });
  });

  describe('by hand', () => {
    const command = (id: string, kind: Parameters<typeof commandRollout>[3], version?: number) =>
      commandRollout(desk.rollouts, EDA, id, kind, {
        reason: 'it is <time>',
        ...(version === undefined ? {} : { version }),
      });

    it.each([
      ['pause', 'paused', 50],
      ['abort', 'aborted', 0],
      ['promote', 'promoted', 100],
    ] as const)('%s, with an audit entry', async (kind, status, percentage) => {
      const id = await desk.start();
      expect(await command(id, kind)).toEqual({ ok: true });
      expect(await desk.show(id)).toMatchObject({ status, percentage, version: 2, reason: 'it is <time>' });
      const { rows } = await db.pool.query(`SELECT * FROM audit_entries WHERE action = $1`, [
        `rollout.${kind}`,
      ]);
      expect(rows).toMatchObject([
        { actor: 'eda', target: id, details: { reason: 'it is <time>', version: 1 } },
      ]);
      expect(await router()).toMatchObject({
        production_model: kind === 'promote' ? 'candidate' : null,
        frozen_at: null,
      });
    });

    it('refuses what the state does not allow, and changes nothing', async () => {
      const id = await desk.start();
      expect(await command(id, 'resume')).toMatchObject({
        status: 409,
        reason: expect.stringContaining('running') as string,
      });
      expect(await command(id, 'pause', 7)).toMatchObject({
        status: 409,
        reason: expect.stringContaining('version 1') as string,
      });
      expect(await command(id, 'pause', 1)).toEqual({ ok: true });
      expect(await command(id, 'pause')).toMatchObject({ ok: false, status: 409 });
      expect(await command(id, 'resume', 2)).toEqual({ ok: true });
      expect(await command(id, 'abort')).toEqual({ ok: true });
      for (const kind of ['pause', 'resume', 'abort', 'promote'] as const)
        expect(await command(id, kind)).toMatchObject({
          status: 409,
          reason: expect.stringContaining('ended') as string,
        });
      expect(await kinds(id)).toEqual(['started', 'paused', 'resumed', 'aborted']);
      const unknown = '01890a5d-ac96-774b-bcce-b302099a8057';
      expect(await command(unknown, 'pause')).toMatchObject({ status: 404 });
    });

    it('refuses a promotion over a newer decision', async () => {
      const id = await desk.start();
      desk.configure('newer');
      expect(await command(id, 'promote')).toMatchObject({ status: 409 });
      expect(await router()).toMatchObject({ production_model: null });
    });

    it('a paused rollout keeps its share, and does not count the time', async () => {
      const id = await desk.start();
      await bake(id, 1);
      await command(id, 'pause');
      await bake(id, 5);
      expect(await desk.show(id)).toMatchObject({ status: 'paused', percentage: 50, baked_minutes: 1 });
      await command(id, 'resume');
      await bake(id, 1);
      expect(await desk.show(id)).toMatchObject({ step: 1, percentage: 75 });
    });

    it('is taken back while paused, too', async () => {
      const id = await desk.start();
      await command(id, 'pause');
      await bake(id, 1, { failed: 20 });
      expect(await desk.show(id)).toMatchObject({ status: 'rolled_back' });
    });
  });

  it('starts only once at a time, however many ask', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => desk.start()));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      ...Array.from({ length: 4 }, () => 'rejected'),
    ]);
    const refusal = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(String(refusal?.reason)).toContain('a rollout of candidate is running since');
  });

  it('refuses candidates that are none', async () => {
    await expect(desk.start(undefined, { model: 'prod' })).rejects.toThrow('prod serves production already');
    const prompt = { name: 'unknown', version: 'unknown@00000000' };
    await expect(desk.start(undefined, { prompt })).rejects.toThrow('there is no prompt');
    await expect(desk.start({ bake_minutes: -1 })).rejects.toThrow('plan.bake_minutes');
    await expect(desk.start({ bake: 1 })).rejects.toThrow('"path":"plan"');
    expect((await db.pool.query('SELECT 1 FROM rollouts')).rows).toEqual([]);
  });
});
