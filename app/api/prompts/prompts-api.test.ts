import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  movedPromptAliasSchema,
  promptDetailSchema,
  promptListSchema,
  promptVersionSchema,
  pushedPromptSchema,
  type MovePromptAlias,
} from '#lib/contracts/prompts.ts';
import { registerPromptFiles } from '#lib/services/prompts/register-prompt-files.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { promptRoutes } from '#lib/testing/prompt-routes.ts';
import { CREDENTIALS, serveRoutes, testApiContext } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { storeTraffic } from '#lib/testing/traffic-rows.ts';
import { promptTemplateSchema } from '#lib/domain/prompts/prompt-template.ts';

const HOSTILE = '<script>alert(1)</script> & "quotes" \u202e עברית {"a":{"b":1}}';

describe.each(testDatabaseKinds())('the API of prompts on %s', (kind) => {
  let db: TestDatabase;
  let url: string;
  let nowMs = NOON_MS;
  const tick = () => (nowMs += 1_000);

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await emptyTables(db, 'prompt_versions', 'prompt_aliases', 'audit_entries', 'rollouts');
    nowMs = NOON_MS;
    url = await serveRoutes(await promptRoutes(testApiContext(db, tick)));
  });
  afterAll(() => db.close());

  const ask = async (method: string, path: string, body?: unknown, headers: object = CREDENTIALS.ci) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const push = async (body: object) => {
    const answer = await ask('POST', '/api/prompts', body);
    expect(answer.status).toBe(200);
    return pushedPromptSchema.parse(answer.body);
  };
  const move = (alias: string, body: MovePromptAlias, headers: object = CREDENTIALS.ci) =>
    ask('PUT', `/api/prompts/support/aliases/${alias}`, body, headers);
  const detail = async () => promptDetailSchema.parse((await ask('GET', '/api/prompts/support')).body);
  const routerVersion = async () => {
    const { rows } = await db.pool.query<{ version: string }>('SELECT version FROM router_state');
    return Number(rows[0]?.version);
  };

  it('stores versions once, makes the first one prod, and gives every word back as it was', async () => {
    const before = await routerVersion();
    const first = await push({ name: 'support', system: HOSTILE, parameters: { seed: 7, temperature: 0.5 } });
    expect(first).toMatchObject({ is_new: true, aliases: ['prod'], system: HOSTILE, user: '{{prompt}}' });
    expect(await routerVersion()).toBe(before + 1);
    const again = await push({ parameters: { temperature: 0.5, seed: 7 }, system: HOSTILE, name: 'support' });
    expect(again).toEqual({ ...first, is_new: false });
    const second = await push({ name: 'support', system: 'Be kind.', message: ' kinder ' });
    expect(second).toMatchObject({ is_new: true, aliases: [], message: 'kinder' });
    expect(second.version).not.toBe(first.version);
    expect(await routerVersion()).toBe(before + 1);

    for (const selector of [first.version, first.version.slice(-8), 'prod']) {
      const path = `/api/prompts/support/versions/${encodeURIComponent(selector)}`;
      const { body } = await ask('GET', path, undefined, CREDENTIALS.reader);
      expect(pushedPromptSchema.omit({ is_new: true }).parse(body)).toEqual(promptVersionSchema.parse(first));
    }
    const list = promptListSchema.parse(
      (await ask('GET', '/api/prompts', undefined, CREDENTIALS.viewer)).body,
    );
    expect(list.items).toMatchObject([
      {
        name: 'support',
        versions: 2,
        aliases: [{ alias: 'prod', version: first.version }],
        latest: { version: second.version, created_by: { id: 'lrg_ci' } },
      },
    ]);
    expect((await detail()).history.map(({ kind: what, alias, to }) => [what, alias, to])).toEqual([
      ['version', null, second.version],
      ['alias', 'prod', first.version],
      ['version', null, first.version],
    ]);
  });

  it('warns of what it leaves of the context of the model that serves production, also of a promoted one', async () => {
    const base = testApiContext(db, tick);
    const { config } = base;
    const models = { ...config.models, models: { ...config.models.models, promoted: { context_limit: 8 } } };
    url = await serveRoutes(await promptRoutes({ ...base, config: { ...config, models } }));
    expect(await push({ name: 'support', system: 'Answer in a few plain words.' })).toMatchObject({
      warnings: [],
    });
    await db.pool.query(
      `UPDATE router_state SET production_model = 'promoted', configured_model = '${config.modelVersion.current_model}'`,
    );
    const { body } = await ask('GET', '/api/prompts/support/versions/prod');
    await db.pool.query('UPDATE router_state SET production_model = NULL, configured_model = NULL');
    expect(promptVersionSchema.parse(body).warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^takes about \d+ tokens of the 8 of promoted:/),
    ]);
  });

  it('moves an alias once, tells the gateways, and remembers who and why', async () => {
    const first = await push({ name: 'support', system: 'a' });
    const second = await push({ name: 'support', system: 'b' });
    const before = await routerVersion();
    const moved = await move('prod', {
      version: second.version,
      reason: 'kinder',
      expected_version: first.version,
    });
    expect(movedPromptAliasSchema.parse(moved.body)).toEqual({
      name: 'support',
      alias: 'prod',
      version: second.version,
      previous_version: first.version,
      is_moved: true,
    });
    expect(await routerVersion()).toBe(before + 1);
    const again = await move('prod', { version: second.version.slice(-8) });
    expect(again.body).toMatchObject({ is_moved: false });
    expect(await routerVersion()).toBe(before + 1);
    const { aliases, history } = await detail();
    expect(aliases).toMatchObject([{ alias: 'prod', version: second.version, updated_by: { id: 'lrg_ci' } }]);
    expect(history[0]).toMatchObject({
      kind: 'alias',
      alias: 'prod',
      from: first.version,
      to: second.version,
      reason: 'kinder',
    });
    expect(history.filter((item) => item.reason === 'kinder')).toHaveLength(1);
  });

  it('lets one of two editors move an alias, and tells the other what is there', async () => {
    const versions = await Promise.all(['a', 'b', 'c'].map((system) => push({ name: 'support', system })));
    const prod = (await detail()).aliases[0]?.version ?? '';
    const others = versions.map(({ version }) => version).filter((version) => version !== prod);
    const answers = await Promise.all(
      others.map((version) => move('prod', { version, expected_version: prod }, CREDENTIALS.editor)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = others[answers.findIndex(({ status }) => status === 200)] ?? '';
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      detail: `somebody else moved prod meanwhile: it names ${winner} now`,
    });
    expect((await detail()).aliases).toMatchObject([{ alias: 'prod', version: winner }]);

    const made = await Promise.all(
      others.map((version) => move('staging', { version, expected_version: null })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([200, 409]);
    const gone = await move('tests', { version: prod, expected_version: prod });
    expect(gone).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('there is no such alias now') as string },
    });
    expect((await detail()).aliases.map(({ alias }) => alias)).toEqual(['prod', 'staging']);
  });

  it('leaves prod alone while a rollout of the prompt is in traffic', async () => {
    const first = await push({ name: 'support', system: 'a' });
    const second = await push({ name: 'support', system: 'b' });
    const id = '019bc000-0000-7000-8000-000000000001';
    await db.pool.query(
      `INSERT INTO rollouts (id, created_at, created_by, version, status, candidate_prompt_name,
         candidate_prompt_version, control_model, control_prompt_version, percentage, plan, state)
       VALUES ($1, now(), 'eda', 1, 'paused', 'support', $2, 'prod', $3, 5, '{}', '{}')`,
      [id, second.version, first.version],
    );
    const refused = await move('prod', { version: second.version });
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('a rollout of this prompt is in traffic') as string },
    });
    expect((await move('candidate', { version: second.version })).status).toBe(200);
    await db.pool.query(`UPDATE rollouts SET status = 'aborted'`);
    expect((await move('prod', { version: second.version })).status).toBe(200);
  });

  it('counts what each version did', async () => {
    const first = await push({ name: 'support', system: 'a' });
    const second = await push({ name: 'support', system: 'b' });
    const statuses = ['ok', 'ok', 'error', 'timeout', 'aborted'] as const;
    await storeTraffic(
      db,
      statuses.map((status, i) =>
        chatLogRow({ status, prompt_version: first.version }, NOON_MS - (i + 1) * 60_000),
      ),
    );
    const usage = new Map((await detail()).versions.map((item) => [item.version, item.usage]));
    expect(usage.get(first.version)).toEqual({ requests: 5, errors: 2, mean_score: null, scores: 0 });
    expect(usage.get(second.version)).toEqual({ requests: 0, errors: 0, mean_score: null, scores: 0 });
  });

  it('stores files of the configuration once, and moves nothing that is known', async () => {
    const templates = ['one', 'two'].map((system) => promptTemplateSchema.parse({ name: system, system }));
    const ctx = testApiContext(db, tick);
    const starts = await Promise.all([
      registerPromptFiles(ctx, templates),
      registerPromptFiles(ctx, [...templates].reverse()),
    ]);
    expect(starts.flat()).toHaveLength(2);
    const changed = templates.map((template) => ({ ...template, system: 'changed' }));
    expect(await registerPromptFiles(ctx, changed)).toHaveLength(2);
    expect(await registerPromptFiles(ctx, changed)).toEqual([]);
    const { items } = promptListSchema.parse((await ask('GET', '/api/prompts')).body);
    for (const { aliases, latest, versions } of items) {
      expect(versions).toBe(2);
      expect(aliases).toHaveLength(1);
      expect(aliases[0]?.version).not.toBe(latest.version);
      expect(latest.created_by.name).toBe('configuration');
    }
  });

  it('never passes one text off as another that has the same hash', async () => {
    const { version } = await push({ name: 'support', system: 'a' });
    await db.pool.query(`UPDATE prompt_versions SET content = jsonb_set(content, '{system}', '"z"')`);
    const { status, body } = await ask('POST', '/api/prompts', { name: 'support', system: 'a' });
    expect([status, body]).toMatchObject([
      409,
      { detail: `another text is stored as ${version} already; change a word` },
    ]);
  });

  it.each([
    ['GET', '/api/prompts', undefined, CREDENTIALS.chat, 403],
    ['GET', '/api/prompts', undefined, {}, 401],
    ['POST', '/api/prompts', { name: 'x' }, CREDENTIALS.reader, 403],
    ['POST', '/api/prompts', { name: 'x' }, CREDENTIALS.viewer, 403],
    ['POST', '/api/prompts', { name: 'x' }, {}, 401],
    ['PUT', '/api/prompts/support/aliases/prod', { version: '01234567' }, CREDENTIALS.viewer, 403],
    ['PUT', '/api/prompts/support/aliases/prod', { version: '01234567' }, {}, 401],
    ['GET', '/api/prompts/none', undefined, CREDENTIALS.reader, 404],
    ['GET', '/api/prompts/a%00b', undefined, CREDENTIALS.reader, 404],
    ['GET', '/api/prompts/none/versions/prod', undefined, CREDENTIALS.reader, 404],
    ['GET', '/api/prompts/none/versions/%00', undefined, CREDENTIALS.reader, 404],
    ['PUT', '/api/prompts/none/aliases/prod', { version: '01234567' }, CREDENTIALS.ci, 404],
    ['PUT', '/api/prompts/a%00b/aliases/prod', { version: '01234567' }, CREDENTIALS.ci, 404],
    ['POST', '/api/prompts', '{"name":', CREDENTIALS.ci, 400],
  ])('%s %s is refused: %j as %j gives %i', async (method, path, body, headers, status) => {
    const answer = await ask(method, path, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status });
  });

  it.each([
    [{ version: 'other@01234567' }, 'version', /expected eight digits/],
    [{ version: 'prod' }, 'version', /expected eight digits/],
    [{ version: '01234567' }, 'version', /there is no version support@01234567/],
    [{}, 'version', /missing; expected a text/],
    [{ version: '01234567', force: true }, '', /force/],
  ])('a move to %j is refused with the field', async (body, path, message) => {
    await push({ name: 'support', system: 'a' });
    const answer = await move('prod', body as MovePromptAlias);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: [{ path, message: expect.stringMatching(message) as string }],
    });
  });

  it.each(['Prod', '01234567', 'a b', 'deadbeef'])('%j is no name of an alias', async (alias) => {
    const { version } = await push({ name: 'support', system: 'a' });
    const answer = await move(encodeURIComponent(alias), { version });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'alias' }] } });
  });

  it('a template that is wrong is refused with field and place, and nothing is stored', async () => {
    const { status, body } = await ask('POST', '/api/prompts', {
      name: 'support',
      system: 'ok\n{{who}}',
      user: 'hi',
    });
    expect([status, body]).toMatchObject([
      422,
      {
        errors: [
          {
            path: 'system',
            message: expect.stringMatching(/^line 2, column 1: unknown placeholder "\{\{who\}\}"/) as string,
          },
          { path: 'user', message: 'expected {{prompt}} somewhere' },
        ],
      },
    ]);
    expect((await ask('GET', '/api/prompts')).body).toEqual({ items: [] });
  });
});
