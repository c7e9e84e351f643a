import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  failedRequired,
  judgementSchema,
  judgementScore,
  readJudgement,
  type Judgement,
} from './judgement.ts';
import { rubricSchema } from './rubric.ts';

const anchors = { 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e', 5: 'f' };
const rubric = rubricSchema.parse({
  name: 'test',
  criteria: [
    { id: 'truth', question: 'Is it true?', anchors, weight: 3 },
    { id: 'form', question: 'Is it well formed?', anchors, weight: 1 },
  ],
});

const criterion = (id: string, score: unknown, changes: object = {}) => ({
  id,
  evidence: 'because',
  score,
  not_applicable: false,
  ...changes,
});
const judgement = (truth: unknown, form: unknown) => ({
  criteria: [criterion('truth', truth), criterion('form', form)],
  injection_suspected: false,
});
const good = JSON.stringify(judgement(5, 0));

describe('readJudgement', () => {
  it.each([
    ['JSON', good],
    ['JSON with white space around', `\n\t ${good}\n\n`],
    ['a fence', `\`\`\`\n${good}\n\`\`\``],
    ['a fence that says json', `\`\`\`json\n${good}\n\`\`\``],
    ['a fence with white space around', `  \n\`\`\`json  \n${good}\n  \`\`\`  \n`],
    ['a fence on one line', `\`\`\`${good}\`\`\``],
    ['a fence of tildes', `~~~json\r\n${good}\r\n~~~`],
    ['a byte order mark', `\ufeff${good}`],
    ['reasoning before it', `<think>\nLet me see {"criteria":[]}\n</think>\n\n${good}`],
    ['reasoning that quotes the mark of its end', `<think>It says </think>{"a":1} to me.</think>${good}`],
    ['reasoning before a fence', `<thinking>Hm.</thinking>\n\`\`\`json\n${good}\n\`\`\``],
    ['numbers with a point', good.replace('"score":5', '"score":5.0')],
    [
      'criteria in another order',
      JSON.stringify({ ...judgement(5, 0), criteria: judgement(5, 0).criteria.toReversed() }),
    ],
  ])('takes %s', (_, reply) => {
    const reading = readJudgement(reply, rubric);
    expect(reading.ok && judgementScore(reading.judgement, rubric)).toBe(0.75);
  });

  const changed = (changes: object) => JSON.stringify({ ...judgement(5, 0), ...changes });
  it.each([
    ['nothing', '', 'the reply is empty'],
    ['white space', ' \n\t', 'the reply is empty'],
    ['an empty fence', '```\n```', 'the reply is empty'],
    ['reasoning without an end', `<think>Well. ${good}`, 'the reply is not JSON'],
    ['reasoning alone', '<think>Well.</think>', 'the reply is empty'],
    ['prose before a fence', `My verdict:\n\`\`\`json\n${good}\n\`\`\``, 'the reply is not JSON'],
    ['two JSON objects', `${good}\n${good}`, 'the reply is not JSON'],
    ['its own JSON as a text', JSON.stringify(good), 'expected an object'],
    ['prose', 'A good answer: 5/5', 'the reply is not JSON'],
    ['prose before JSON', `Sure! ${good}`, 'the reply is not JSON'],
    ['prose after JSON', `${good} Hope this helps.`, 'the reply is not JSON'],
    ['a fence that never ends', `\`\`\`json\n${good}`, 'the reply is not JSON'],
    ['two fences', `\`\`\`\n${good}\n\`\`\`\n\`\`\`\n${good}\n\`\`\``, 'the reply is not JSON'],
    ['half of it', good.slice(0, -10), 'the reply is not JSON'],
    ['JSON with a comment', `${good} // ok`, 'the reply is not JSON'],
    ['null', 'null', ''],
    ['an array', `[${good}]`, ''],
    ['no criteria', '{"injection_suspected":false}', 'criteria'],
    ['criteria as an object', changed({ criteria: { truth: 5 } }), 'criteria'],
    ['a score as a text', JSON.stringify(judgement('5', 0)), 'criteria.0.score'],
    ['a score of 6', JSON.stringify(judgement(5, 6)), 'criteria.1.score'],
    ['a score of -1', JSON.stringify(judgement(-1, 5)), 'criteria.0.score'],
    ['a score of 4.5', JSON.stringify(judgement(4.5, 5)), 'criteria.0.score'],
    ['a score of null', JSON.stringify(judgement(null, 5)), 'criteria.0.score'],
    ['a score of true', JSON.stringify(judgement(true, 5)), 'criteria.0.score'],
    ['a score beyond all numbers', good.replace('"score":5', '"score":1e999'), 'criteria.0.score'],
    [
      'no evidence',
      changed({ criteria: [{ id: 'truth', score: 1, not_applicable: false }] }),
      'criteria.0.evidence',
    ],
    [
      'an extra member of a criterion',
      changed({ criteria: [criterion('truth', 1, { x: 1 })] }),
      'criteria.0',
    ],
    ['an extra member', changed({ verdict: 'good' }), 'verdict'],
    ['suspicion as a text', changed({ injection_suspected: 'no' }), 'injection_suspected'],
    [
      'a missing criterion',
      changed({ criteria: [criterion('truth', 5)] }),
      'criteria are truth, expected form, truth',
    ],
    [
      'an extra criterion',
      changed({ criteria: [...judgement(5, 5).criteria, criterion('charm', 5)] }),
      'criteria are charm, form, truth, expected form, truth',
    ],
    [
      'a criterion twice',
      changed({ criteria: [criterion('truth', 5), criterion('truth', 5)] }),
      'criteria are truth, truth, expected form, truth',
    ],
    [
      'criteria whose names only look alike when joined',
      changed({ criteria: [criterion('form,truth', 5)] }),
      'criteria are form,truth',
    ],
  ])('refuses %s', (_, reply, problem) => {
    const reading = readJudgement(reply, rubric);
    expect(reading).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });

  it('cuts evidence to 300 characters', () => {
    const long = JSON.stringify(judgement(5, 0)).replaceAll('because', 'x'.repeat(1_000));
    const reading = readJudgement(long, rubric);
    expect(reading.ok && reading.judgement.criteria.map(({ evidence }) => evidence.length)).toEqual([
      300, 300,
    ]);
  });

  it('cuts no character in half, and tells a problem in at most 300 characters', () => {
    const reading = readJudgement(
      JSON.stringify(judgement(5, 0)).replace('because', `${'x'.repeat(299)}🌍`),
      rubric,
    );
    expect(reading.ok && reading.judgement.criteria[0]?.evidence).toBe('x'.repeat(299));
    expect(reading.ok && judgementSchema.safeParse(reading.judgement).success).toBe(true);
    const wordy = readJudgement(changed({ criteria: [criterion('y'.repeat(100_000), 5)] }), rubric);
    expect(!wordy.ok && wordy.problem).toHaveLength(300);
  });

  it('never throws, whatever the reply', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (reply) => {
        expect(readJudgement(reply, rubric).ok).toBe(false);
      }),
    );
  });
});

describe('judgementScore', () => {
  const of = (...scores: (number | null)[]): Judgement => ({
    criteria: rubric.criteria.map(({ id }, i) => ({
      id,
      evidence: '',
      score: scores[i] ?? 0,
      not_applicable: scores[i] === null,
    })),
    injection_suspected: false,
  });

  it.each([
    ['all 5', of(5, 5), 1],
    ['all 0', of(0, 0), 0],
    ['the heavier one alone', of(5, 0), 0.75],
    ['the lighter one alone', of(0, 5), 0.25],
    ['the heavier one does not apply', of(null, 2), 0.4],
    ['the lighter one does not apply', of(3, null), 0.6],
    ['none applies', of(null, null), null],
  ])('%s', (_, given, expected) => {
    expect(judgementScore(given, rubric)).toBe(expected);
  });

  it('stays between 0 and 1, and grows with every score', () => {
    const score = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(score, score, (truth, form) => {
        const lower = judgementScore(of(truth, form), rubric) ?? Number.NaN;
        const higher = judgementScore(of(truth + 1, form), rubric) ?? Number.NaN;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(higher).toBeLessThanOrEqual(1);
        expect(higher).toBeGreaterThan(lower);
      }),
    );
  });
});

describe('failedRequired', () => {
  const strict = rubricSchema.parse({
    name: 'strict',
    criteria: [
      { id: 'truth', question: 'Is it true?', anchors, required: true },
      { id: 'form', question: 'Is it well formed?', anchors, required: true, required_min: 5 },
      { id: 'charm', question: 'Is it nice?', anchors },
    ],
  });
  const of = (truth: number | null, form: number | null, charm = 0): Judgement => ({
    criteria: [
      { id: 'truth', evidence: '', score: truth ?? 0, not_applicable: truth === null },
      { id: 'form', evidence: '', score: form ?? 0, not_applicable: form === null },
      { id: 'charm', evidence: '', score: charm, not_applicable: false },
    ],
    injection_suspected: false,
  });

  it.each([
    ['nothing below its minimum', [of(3, 5)], []],
    ['one below', [of(2, 5)], ['truth']],
    ['both below', [of(0, 4)], ['truth', 'form']],
    ['what does not apply', [of(null, null)], []],
    ['a mean at the minimum', [of(2, 5), of(4, 5)], []],
    ['a mean below the minimum', [of(2, 5), of(3, 5)], ['truth']],
    ['no judgement', [], []],
  ])('of %s', (_, judgements, expected) => {
    expect(failedRequired(judgements, strict)).toEqual(expected);
  });
});
