import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs, parseRetryAfter, MOST_ATTEMPTS } from '../retry.ts';
import { groupEvents } from './group.ts';
import { buildMessage, messageText, type ToldEvent } from './message.ts';
import { slackBody } from './slack.ts';

const event = (change: Partial<ToldEvent> = {}): ToldEvent => ({
  id: 'e',
  kind: 'firing',
  ruleId: 'slow',
  ruleName: 'Answers are slow',
  ruleKind: 'latency_p95',
  key: '',
  value: 12_345.6,
  threshold: 10_000,
  detail: '120 exchanges in 15 minutes.',
  advice: 'Look at the model server.',
  since: '2026-11-21T12:00:00.000Z',
  link: '/traffic',
  ...change,
});
const messageOf = (events: ToldEvent[]) => buildMessage('m', '2026-11-21T12:00:00Z', events, 'http://guard');
const blocksOf = (events: ToldEvent[]) => {
  const body = slackBody(messageOf(events), 'http://guard') as { blocks: { type: string }[] };
  return { blocks: body.blocks, text: JSON.stringify(body) };
};

describe('messages', () => {
  it.each([
    [[event()], 'Alert: Answers are slow'],
    [
      [
        event({
          ruleKind: 'category_average',
          ruleName: 'Average',
          key: 'refusal_behavior',
          kind: 'resolved',
        }),
      ],
      'Resolved: Average: Refusal behavior',
    ],
    [[event(), event()], 'Alert: Answers are slow (2)'],
    [[event(), event({ ruleId: 'other' })], 'Alert: 2 alerts'],
    [[event(), event({ kind: 'resolved' })], 'Alerts: Answers are slow (2)'],
  ])('have a title', (events, title) => {
    expect(messageOf(events).title).toBe(title);
  });

  it('are plain text for mail', () => {
    expect(messageText(messageOf([event({ value: null, since: null, advice: null })]), 'http://guard')).toBe(
      `Alert: Answers are slow
  no data (wanted: at most 10,000 ms)
  120 exchanges in 15 minutes.
  http://guard/traffic

All alerts: http://guard/alerts?message=m
`,
    );
  });

  it('of rollouts say what became of them, and of the share of traffic', () => {
    const rolledBack = event({
      ...{ ruleKind: 'rollout', ruleName: 'Rollout', key: '<b>gpt</b> rolled back' },
      ...{ value: 0, threshold: 0.15, detail: '20 of 40 requests failed.', advice: null },
      link: '/rollouts/1',
    });
    expect(messageOf([rolledBack]).title).toBe('Rollout: <b>gpt</b> rolled back');
    const text = messageText(messageOf([rolledBack]), 'http://guard');
    expect(text).toContain('News: Rollout: <b>gpt</b> rolled back\n  0.0% of traffic (before: 15.0%)');
    const { blocks, text: slack } = blocksOf([rolledBack]);
    expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text' } });
    expect(slack).toContain('http://guard/rollouts/1');
    // In a list names stand where Slack reads markup.
    expect(blocksOf([rolledBack, event()]).text).toContain('&lt;b&gt;gpt&lt;/b&gt;');
  });

  it('stay within what Slack takes, however many and however long', () => {
    const { blocks, text } = blocksOf(
      Array.from({ length: 200 }, (_, i) => event({ key: `${i} ${'long '.repeat(500)}` })),
    );
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text).toContain('and 180 more');
    expect(text.length).toBeLessThan(20_000);
    const single = blocksOf([event({ ruleName: 'x'.repeat(5_000), detail: 'y'.repeat(9_000) })]);
    expect(single.text.length).toBeLessThan(5_000);
  });

  it('show names as they are', () => {
    const names = ['<!channel>', '*bold* & <http://evil|link>', 'مرحبا <script>'];
    const { text } = blocksOf(names.map((key) => event({ key })));
    expect(text).not.toMatch(/<!channel>|<http:|<script>/);
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).toContain('مرحبا');
  });
});

describe('groupEvents', () => {
  const settings = { groupAbove: 5, mostMessages: 10 };
  const many = (count: number, ruleId = 'a') => Array.from({ length: count }, (_, i) => ({ ruleId, i }));

  it.each([
    ['nothing', [], []],
    ['few are told one by one', many(5), [1, 1, 1, 1, 1]],
    ['many of one rule are one message', many(200), [200]],
    ['a rule with many beside one with few', [...many(6), ...many(2, 'b')], [6, 1, 1]],
    ['many rules are one message', Array.from({ length: 200 }, (_, i) => many(1, `${i}`)).flat(), [200]],
  ])('%s', (_, events, sizes) => {
    expect(groupEvents(events, settings).map((group) => group.length)).toEqual(sizes);
  });

  it('puts each event in exactly one message', () => {
    const events = fc.array(fc.record({ ruleId: fc.constantFrom('a', 'b', 'c', 'd'), n: fc.nat() }));
    fc.assert(
      fc.property(events, (list) => {
        const groups = groupEvents(list, settings);
        expect(groups.length).toBeLessThanOrEqual(settings.mostMessages);
        expect(new Set(groups.flat())).toEqual(new Set(list));
        expect(groups.flat()).toHaveLength(list.length);
      }),
    );
  });
});

describe('retries', () => {
  it('double their waits, and end', () => {
    const waits = Array.from({ length: MOST_ATTEMPTS }, (_, i) => retryDelayMs(i + 1, null));
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, null]);
  });

  it.each([
    [1, 60_000, 60_000],
    [1, 1_000, 5_000],
    [1, 1e12, 3_600_000],
    [7, 0, 320_000],
  ])('after attempt %i follow a request for %i ms', (attempts, asked, wait) => {
    expect(retryDelayMs(attempts, asked)).toBe(wait);
  });

  it.each([
    [null, null],
    ['120', 120_000],
    ['Sat, 21 Nov 2026 12:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2020 12:01:00 GMT', 0],
    ['soon', null],
    ['-5', null],
  ])('read %s', (header, wait) => {
    expect(parseRetryAfter(header, Date.UTC(2026, 10, 21, 12))).toBe(wait);
  });
});
