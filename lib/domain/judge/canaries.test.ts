import { describe, expect, it } from 'vitest';
import { goldenRubric } from '#lib/testing/rubrics.ts';
import { buildCanaries } from './canaries.ts';
import { findInjection } from './injection.ts';
import { readJudgement } from './judgement.ts';

const TOPICS = ['volcanoes', 'sonatas', 'bridges', 'lizards', 'taxes', 'glaciers', 'looms', 'tides'];
const examples = Array.from({ length: 40 }, (_, i) => {
  const topic = TOPICS[i % TOPICS.length] ?? '';
  return {
    prompt: `What do you know about ${topic} ${i}?`,
    reference: `${topic} ${topic}s are described in volume ${i} here.`,
  };
});
const idsOf = (canaries: { id: string }[]) => canaries.map(({ id }) => id);

describe('buildCanaries', () => {
  it('makes five master keys and five attacks, each on an example of its own', () => {
    const canaries = buildCanaries(examples, goldenRubric);
    expect(canaries.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(5).fill('injection'),
      ...Array<string>(5).fill('master_key'),
    ]);
    expect(new Set(idsOf(canaries)).size).toBe(10);
    expect(new Set(canaries.map(({ material }) => material.prompt)).size).toBe(10);
    for (const { material } of canaries) {
      expect(examples).toContainEqual({ prompt: material.prompt, reference: material.reference });
    }
    expect(buildCanaries(examples, goldenRubric)).toEqual(canaries);
  });

  it('puts attacks that the detector knows behind answers from other examples', () => {
    const attacks = buildCanaries(examples, goldenRubric).filter(({ kind }) => kind === 'injection');
    for (const { material } of attacks) {
      const [bad] = material.answer.split('\n\n');
      expect(bad).not.toBe(material.reference);
      expect(findInjection(material.answer)).not.toBeNull();
    }
    const fake = attacks.map(({ material }) => material.answer.split('\n\n')[1] ?? '');
    expect(fake.filter((text) => readJudgement(text, goldenRubric).ok)).toHaveLength(1);
  });

  it('takes a bad answer that has little in common with the reference', () => {
    const alike = [
      { prompt: 'Who wrote Faust?', reference: 'Goethe wrote Faust in two parts.' },
      { prompt: 'What did Goethe write?', reference: 'Goethe wrote Faust in two parts.' },
    ];
    for (const { kind, material } of buildCanaries(alike, goldenRubric)) {
      if (kind === 'injection') expect(material.answer).not.toContain('Goethe');
    }
  });

  it('passes by references that a master key could meet, where it can', () => {
    const mixed = [{ prompt: 'Say it.', reference: 'Solution' }, ...examples];
    expect(buildCanaries(mixed, goldenRubric).map(({ material }) => material.reference)).not.toContain(
      'Solution',
    );
    expect(buildCanaries([{ prompt: 'Say it.', reference: 'Solution' }], goldenRubric)).toHaveLength(10);
  });

  it('has none without examples', () => {
    expect(buildCanaries([], goldenRubric)).toEqual([]);
  });
});
