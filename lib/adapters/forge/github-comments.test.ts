import { describe, expect, it } from 'vitest';
import { marked, markerOf } from '#lib/domain/comment/marker.ts';
import { publishComment } from '#lib/services/comment/publish-comment.ts';
import { failureOf as thrown } from '#lib/testing/failure-of.ts';
import { FAKE_TOKEN, startFakeGitHub, type FakeGitHub } from '#lib/testing/fake-github.ts';
import { gitHubComments } from './github-comments.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);

function publisher(github: Pick<FakeGitHub, 'apiUrl'>, token = FAKE_TOKEN) {
  const waits: number[] = [];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const forge = gitHubComments({
    ...{ apiUrl: github.apiUrl, token, repository: 'acme/assistant', pullRequest: 7 },
    ...{ sleep, nowMs: () => NOW_MS },
  });
  const publish = (text: string, key: string | null = null) => publishComment({ forge, sleep }, text, key);
  return { publish, waits };
}

const failureOf = async (promise: Promise<unknown>) => String(await thrown(promise));
const bodies = (github: FakeGitHub) => (github.comments.get(7) ?? []).map(({ body }) => body);

describe('publishComment on GitHub', () => {
  it('makes one comment, changes it, and leaves it when there is nothing new', async () => {
    const github = await startFakeGitHub();
    github.add(7, 'a person');
    const { publish } = publisher(github);
    expect(await publish('first')).toMatchObject({ action: 'created', isCut: false });
    const second = await publish('second');
    expect(second).toEqual({
      action: 'updated',
      url: 'https://github.example/acme/assistant/pull/7#issuecomment-1002',
      isCut: false,
    });
    expect((await publish('second')).action).toBe('unchanged');
    expect(bodies(github)).toEqual(['a person', `second\n${markerOf(null)}\n`]);
  });

  it('finds its comment beyond the first page', async () => {
    const github = await startFakeGitHub();
    for (let i = 0; i < 230; i += 1) github.add(7, i === 150 ? marked('old', null) : `comment ${i}`);
    expect((await publisher(github).publish('new')).action).toBe('updated');
    expect(github.calls.filter((call) => call.startsWith('GET'))).toEqual([
      'GET 7/comments?per_page=100',
      'GET 7/comments?per_page=100&page=2',
      'GET 7/comments?per_page=100&page=3',
    ]);
    expect(bodies(github)[150]).toBe(marked('new', null));
    expect(bodies(github)).toHaveLength(230);
  });

  it('keeps gates with keys apart, takes the newest of several, and no comment that only quotes the marker', async () => {
    const github = await startFakeGitHub();
    for (const body of [
      `look: ${markerOf(null)}`,
      `${markerOf(null)}\n\nwhat is this?`,
      marked('older', null),
      marked('newer', null).replaceAll('\n', '\r\n'),
      marked('support', 'support-bot'),
    ])
      github.add(7, body);
    const { publish } = publisher(github);
    await publish('mine');
    await publish('keyed', 'support-bot');
    await publish('other key', 'sales');
    expect(bodies(github).slice(2)).toEqual([
      marked('older', null),
      marked('mine', null),
      marked('keyed', 'support-bot'),
      marked('other key', 'sales'),
    ]);
    expect(bodies(github)[1]).toContain('what is this?');
  });

  it('makes a new comment when the old one vanishes meanwhile, or may not be changed', async () => {
    for (const status of [404, 403]) {
      const github = await startFakeGitHub();
      github.add(7, marked('old', null));
      github.script({ method: 'PATCH', status });
      expect((await publisher(github).publish('new')).action).toBe('created');
      expect(bodies(github)).toEqual([marked('old', null), marked('new', null)]);
    }
  });

  it('cuts what is too long, folded blocks as a whole', async () => {
    const github = await startFakeGitHub(2_000);
    const block = `<details><summary>x</summary>\n\n<pre>${'y'.repeat(300)}\n\n</pre>\n\n</details>`;
    const { publish } = publisher(github);
    expect(
      await publish(['first line', ...Array.from({ length: 30 }, () => block)].join('\n')),
    ).toMatchObject({
      action: 'created',
      isCut: true,
    });
    const [body = ''] = bodies(github);
    expect(body.length).toBeLessThanOrEqual(2_000);
    expect(body.startsWith('first line\n<details>')).toBe(true);
    expect(body.split('<details>').length).toBe(body.split('</details>').length);
    expect(body).toMatch(/The rest was cut to fit.*\n<!-- llm-regression-guard:scorecard -->\n$/);
  });

  it.each([
    ['Retry-After', 429, { 'retry-after': '7' }, {}, [7_000]],
    ['Retry-After as a date', 429, { 'retry-after': new Date(NOW_MS + 9_000).toUTCString() }, {}, [9_000]],
    [
      'a secondary limit',
      403,
      { 'retry-after': '30' },
      { message: 'You have exceeded a secondary rate limit' },
      [30_000],
    ],
    [
      'a secondary limit without a time',
      403,
      {},
      { message: 'You have exceeded a secondary rate limit.' },
      [60_000],
    ],
    [
      'the primary limit',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1_000 + 20) },
      { message: 'API rate limit exceeded' },
      [21_000],
    ],
    ['an ailing server', 502, {}, '<html>', [1_000]],
  ])('waits as asked: %s', async (_, status, headers, body, waited) => {
    const github = await startFakeGitHub();
    github.add(7, marked('old', null));
    github.script({ method: 'PATCH', status, headers: { ...headers }, body });
    const { publish, waits } = publisher(github);
    expect((await publish('new')).action).toBe('updated');
    expect(waits).toEqual(waited);
  });

  it('waits before the first comment as well, and makes one', async () => {
    const github = await startFakeGitHub();
    const limit = { method: 'POST', status: 403, headers: { 'retry-after': '2' } };
    github.script(limit, limit);
    const { publish, waits } = publisher(github);
    expect((await publish('new')).action).toBe('created');
    expect([waits, bodies(github)]).toEqual([[2_000, 2_000], [marked('new', null)]]);
  });

  it('gives up when the limit ends too late, or never', async () => {
    const github = await startFakeGitHub();
    github.script({ method: 'GET', status: 429, headers: { 'retry-after': '3600' } });
    const { publish, waits } = publisher(github);
    expect(await failureOf(publish('x'))).toMatch(/takes no more calls for 3600 s/);
    expect(waits).toEqual([]);
    const answers = Array.from({ length: 9 }, () => ({
      method: 'GET',
      status: 429,
      headers: { 'retry-after': '1' },
    }));
    github.script(...answers);
    expect(await failureOf(publish('x'))).toMatch(/takes no more calls for 1 s/);
    expect(waits).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  it('never makes a second comment when the answer to the first was lost', async () => {
    for (const lost of [{ reset: true }, { status: 502 }]) {
      const github = await startFakeGitHub();
      github.script({ method: 'POST', after: true, ...lost });
      const { publish, waits } = publisher(github);
      expect((await publish('new')).action).toBe('unchanged');
      expect(bodies(github)).toEqual([marked('new', null)]);
      expect(waits).toEqual([1_000]);
    }
  });

  it.each([
    [
      'a token that is not valid',
      { method: 'GET', status: 401 },
      /answered 401 \(scripted\): the token is not valid/,
    ],
    [
      'no permission',
      { method: 'POST', status: 403 },
      /answered 403 \(scripted\): the token may not write comments/,
    ],
    [
      'no such pull request',
      { method: 'POST', status: 404 },
      /no such pull request, or the token may not see it/,
    ],
    [
      'another 422',
      { method: 'POST', status: 422, body: { message: 'Validation Failed' } },
      /422 \(Validation Failed\)$/,
    ],
    ['a page of something else', { method: 'GET', status: 200, body: { hello: 1 } }, /not one of this API/],
    [
      'a next page on another server',
      { method: 'GET', status: 200, body: [], headers: { link: '<https://evil.example/x>; rel="next"' } },
      /next page is on another server/,
    ],
    [
      'a redirect',
      { method: 'GET', status: 301, headers: { location: 'https://evil.example' } },
      /answered 301/,
    ],
  ])('says what is wrong: %s', async (_, answer, message) => {
    const github = await startFakeGitHub();
    github.script(answer);
    const failure = await failureOf(publisher(github).publish('x'));
    expect(failure).toMatch(message);
    expect(failure).not.toContain(FAKE_TOKEN);
    expect(bodies(github)).toEqual([]);
  });

  it('gives up on a server that does not answer, after some tries', async () => {
    const { publish, waits } = publisher({ apiUrl: 'http://127.0.0.1:1' });
    expect(await failureOf(publish('x'))).toMatch(/http:\/\/127\.0\.0\.1:1 doesn't answer/);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it.each(['acme', 'acme/../x', 'acme/..', '../x', 'acme/a b', 'a/b/c', 'a/b?x'])(
    'refuses the repository %s',
    (repository) => {
      const options = { apiUrl: 'http://127.0.0.1:1', token: 't', pullRequest: 1, nowMs: () => 0 };
      expect(() => gitHubComments({ ...options, repository, sleep: () => Promise.resolve() })).toThrow(
        'expected owner/name',
      );
    },
  );
});
