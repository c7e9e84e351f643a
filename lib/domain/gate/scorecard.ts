import { dropText, examplesBehind, pText, score, signed } from './findings.ts';
import { codeName, cutText, plainText, preformatted } from './markdown.ts';
import type { ChangedExample, Comparison, Needed, Verdict } from './verdict.ts';

/** Hidden in every scorecard: by it the one comment on a pull request is found again. */
export const SCORECARD_MARKER = '<!-- llm-regression-guard:scorecard -->';

/** GitHub refuses longer comments. */
const MOST_CHARACTERS = 65_536;
const MOST_REASON_CHARACTERS = 400;
const MOST_REASONS = 10;
const MOST_EXAMPLES = 5;
const MOST_TEXT_CHARACTERS = 1_500;
const MOST_ROWS = 100;

export interface ExampleTexts {
  prompt: string;
  baseline: string | null;
  current: string | null;
}

const TITLES = {
  pass: '✅ Quality gate: pass',
  fail: '❌ Quality gate: fail',
  inconclusive: '⚠️ Quality gate: inconclusive',
  invalid: '🚫 Quality gate: invalid',
} as const;

/**
 * A verdict as GitHub Markdown of at most 65,536 characters: verdict and reasons in the first line, then the table, what would
 * be needed, notes, and the worst examples folded. Foreign text can't become markup.
 *
 * @param textsOf prompt and answers of an example, where they are at hand
 */
export function scorecard(verdict: Verdict, textsOf: (id: string) => ExampleTexts | null): string {
  const page = new Page(MOST_CHARACTERS - SCORECARD_MARKER.length - 1);
  page.add(firstLine(verdict));
  page.add('', runsLine(verdict), '');
  page.add(...TABLE_HEAD);
  page.add(tableRow(verdict.overall));
  addSome(page, worstFirst(verdict.categories), MOST_ROWS, (each) => [tableRow(each)], 'more categories');
  if (verdict.verdict !== 'pass' && verdict.needed.length > 0) {
    page.add('', `To see a drop of ${dropText(verdict.margin)} reliably:`, '');
    addSome(page, verdict.needed, MOST_REASONS, (each) => [neededLine(each)], 'more');
  }
  if (verdict.notes.length > 0) {
    page.add('', 'Notes:', '');
    addSome(page, verdict.notes, MOST_REASONS, (note) => [`- ${reasonText(note)}`], 'more notes');
  }
  const worst = verdict.regressed.slice(0, MOST_EXAMPLES);
  if (worst.length > 0) page.add('', 'Most regressed examples:', '');
  for (const example of worst) page.add(...exampleBlock(example, textsOf(example.id)));
  return `${page.text()}\n${SCORECARD_MARKER}\n`;
}

function firstLine({ verdict, reasons }: Verdict): string {
  const shown = reasons.slice(0, MOST_REASONS).map(reasonText);
  const more = reasons.length - shown.length;
  return `**${TITLES[verdict]}.** ${shown.join(' ')}${more > 0 ? ` And ${more} more reasons.` : ''}`;
}

const reasonText = (text: string) => plainText(cutText(text, MOST_REASON_CHARACTERS));

function runsLine({ rule, evidence, settings }: Verdict): string {
  const nameOf = ({ model, prompt_version: prompt, run_id: id }: NonNullable<typeof evidence.baseline>) =>
    `${codeName(model)}${prompt === null ? '' : ` with prompt ${codeName(prompt)}`} (run ${codeName(id)})`;
  const against = evidence.baseline ? `against ${nameOf(evidence.baseline)}` : 'without a baseline';
  return `${nameOf(evidence.current)} ${against}; rule ${rule}, α = ${settings.alpha}.`;
}

const TABLE_HEAD = [
  '| category | n | baseline | current | delta | 90% interval | p (Holm) | smallest visible drop | is it noise? |',
  '|---|--:|--:|--:|--:|:-:|--:|--:|---|',
];

function tableRow(comparison: Comparison): string {
  const { category, baseline, current, delta, interval90: interval, p_regression_holm: p } = comparison;
  const detectable = comparison.minimum_detectable_drop;
  return `| ${[
    category === null ? '**overall**' : codeName(cutText(category, 100)),
    examplesBehind(comparison),
    score(baseline),
    score(current),
    delta === null ? '' : signed(delta),
    interval ? `${signed(interval.low)} … ${signed(interval.high)}` : '',
    p === null
      ? ''
      : pText(p)
          .replace(/^p (= )?/, '')
          .replace('<', '&lt;'),
    detectable === null ? '' : dropText(detectable),
    plainText(comparison.sentence),
  ].join(' | ')} |`;
}

/** What has no difference comes first: it is lost or new. */
function worstFirst(categories: readonly Comparison[]): Comparison[] {
  return [...categories].sort((a, b) => (a.delta ?? -Infinity) - (b.delta ?? -Infinity));
}

function neededLine({
  category,
  examples,
  examples_needed: needed,
  repeats_needed: repeats,
}: Needed): string {
  const name = category === null ? '**overall**' : codeName(cutText(category, 100));
  const answers = repeats === null ? '' : `, or ${repeats} answers per prompt on both sides`;
  return `- ${name}: about ${needed} examples (now ${examples})${answers}`;
}

function exampleBlock(example: ChangedExample, texts: ExampleTexts | null): string[] {
  const { id, category, baseline, current, delta } = example;
  const summary = `${codeName(cutText(id, 100))} in ${codeName(cutText(category, 100))}: ${score(baseline)} → ${score(current)} (${signed(delta)})`;
  if (!texts) return [`- ${summary}`];
  // After a blank line `pre` is a block of its own, which nothing but its end tag ends: not even a blank line in the text.
  const block = (title: string, text: string | null) => [
    '',
    `**${title}**`,
    '',
    preformatted(text === null ? '(no answer)' : cutText(text, MOST_TEXT_CHARACTERS)),
  ];
  return [
    `<details><summary>${summary.replace(/`([^`]*)`/g, '<code>$1</code>')}</summary>`,
    ...block('Prompt', texts.prompt),
    ...block('Baseline', texts.baseline),
    ...block('Current', texts.current),
    '',
    '</details>',
    '',
  ];
}

function addSome<T>(
  page: Page,
  items: readonly T[],
  most: number,
  linesOf: (item: T) => string[],
  rest: string,
): void {
  let shown = 0;
  for (const item of items.slice(0, most)) if (page.add(...linesOf(item))) shown += 1;
  if (shown < items.length) page.add('', `… and ${items.length - shown} ${rest}.`);
}

/** Blocks of lines up to a length; what doesn't fit as a whole is left out. */
class Page {
  private readonly lines: string[] = [];
  private left: number;

  constructor(mostCharacters: number) {
    this.left = mostCharacters;
  }

  add(...lines: readonly string[]): boolean {
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > this.left) return false;
    this.lines.push(...lines);
    this.left -= length;
    return true;
  }

  text(): string {
    return this.lines.join('\n');
  }
}
