import { isJson, listItems } from './constraints.ts';
import type { Draws } from './draws.ts';
import { CARELESS_COMPLIANCE, FILLERS, HEDGE, isRefusal, NEEDLESS_REFUSAL, OPENERS } from './phrases.ts';
import { pick } from './random.ts';
import { joinSegments, segmentsOf, type Segment } from './segments.ts';
import { otherOption, reworded, withSlip } from './slips.ts';

// Set so that the mean judge score over the shipped golden set comes out near the declared quality.
const SCALE = 1.75;

/**
 * What a model of lower quality makes of an ideal answer: it drops sentences, slips on numbers, opposites and negations,
 * ignores the asked form, pads with filler, refuses needlessly or complies carelessly.
 *
 * @param quality in [0, 1]; 1 gives the ideal back unchanged
 */
export function degrade(ideal: string, prompt: string, quality: number, draws: Draws): string {
  const severity = Math.min(0.95, SCALE * (1 - quality) * draws.difficulty);
  if (severity <= 0) return ideal;
  if (draws.unit('attitude') < severity * 0.08)
    return isRefusal(ideal) ? CARELESS_COMPLIANCE : NEEDLESS_REFUSAL;
  const damaged = damagedSegments(ideal, { prompt, severity, draws });
  const formed = draws.unit('form') < severity * 0.4 ? withoutForm(damaged) : damaged;
  return padded(formed, severity, draws);
}

interface Damage {
  prompt: string;
  /** In (0, 1]. */
  severity: number;
  draws: Draws;
}

function damagedSegments(ideal: string, damage: Damage): string {
  const segments = segmentsOf(ideal);
  const whole = segments.length === 1 || isJson(ideal);
  const kept = segments.flatMap((segment, index) => {
    const text = damagedText(segment, `segment ${index}`, whole, damage);
    return text === undefined ? [] : [{ ...segment, text }];
  });
  const answer = joinSegments(kept);
  return answer === '' ? HEDGE : answer;
}

/**
 * Undefined drops the segment, which a `whole` one never is. One draw decides, with the worst damage at the low end, so
 * that more severity never heals.
 */
function damagedText(
  { text, code }: Segment,
  purpose: string,
  whole: boolean,
  { prompt, severity, draws }: Damage,
): string | undefined {
  const draw = draws.unit(purpose) / severity;
  const random = draws.random(purpose);
  if (draw < 0.5 && !whole) return undefined;
  if (draw < 1) {
    const slip = otherOption(text, prompt, random) ?? withSlip(text, random);
    if (slip !== undefined) return slip;
    if (whole) return draw < 0.5 ? HEDGE : text;
    return code ? text : (pick(FILLERS, random()) ?? text);
  }
  // Wording changes are harmless, but not in code, where a word is a name.
  if (draw < 2 && !code && !isJson(text)) return reworded(text, random) ?? text;
  return text;
}

function withoutForm(text: string): string {
  if (isJson(text)) return `Here is the JSON you asked for:\n\n${text}`;
  if (listItems(text) > 1) return text.replace(/\s*^\s*(?:[-*•]|\d+[.)])\s+/gm, ' ').trim();
  if (text.includes('```')) return text.replace(/^\s*```.*\n?/gm, '').trim();
  return `Let me explain this step by step. ${text}`;
}

function padded(text: string, severity: number, draws: Draws): string {
  // A list, table or code block must begin and end on its own line.
  const gap = /^(?:[-*•|>`]|\d+[.)])/.test(text) ? '\n\n' : ' ';
  const parts = [text];
  if (draws.unit('opener') < severity * 0.4) parts.unshift(pick(OPENERS, draws.random('opener')()) ?? '');
  if (draws.unit('filler') < severity * 0.8) parts.push(pick(FILLERS, draws.random('filler')()) ?? '');
  return parts.join(gap);
}
