import { isRecord } from '#lib/domain/completion/usage.ts';
import { shadowRubric } from './rubrics.ts';
import { sentBody, type RecordedCall, type Scenario } from './fake-upstream.ts';
import { answers } from './upstream-scenarios.ts';

/** Lets each model do its own. */
export function byModel(scenarios: Readonly<Record<string, Scenario>>): Scenario {
  return (turn) => scenarios[modelOf(turn.call)]?.(turn);
}

export function modelOf(call: RecordedCall): string {
  return String(sentBody(call).model);
}

/** The verdict of a judge that gives the same score, 0 to 5, for everything. */
export function verdict(score: unknown, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const criteria = shadowRubric.criteria.map(({ id }) => ({
    id,
    evidence: 'because',
    score,
    not_applicable: false,
  }));
  return { criteria, injection_suspected: false, ...changes };
}

/** A judge that scores every answer by a function. */
export function judges(scoreOf: (answer: string) => number): Scenario {
  return (turn) => answers({ text: JSON.stringify(verdict(scoreOf(judgedAnswer(turn.call)))) })(turn);
}

/** The answer that a call asks the judge to score. */
export function judgedAnswer(call: RecordedCall): string {
  const { messages } = sentBody(call);
  // Not the last message: a request for another reply stands behind the material.
  const asked: unknown = Array.isArray(messages) ? messages[1] : null;
  const text = isRecord(asked) ? String(asked.content) : '';
  const material: unknown = JSON.parse(text.split('\n')[1] ?? 'null');
  return isRecord(material) ? String(material.answer) : '';
}
