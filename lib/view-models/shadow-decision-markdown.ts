import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { codeName, plainText } from '#lib/domain/gate/markdown.ts';
import { prepareShadowDecision } from './shadow-decision.ts';

/** The decision as Markdown, for a pull request or a release's notes. Names from outside can't become markup. */
export function shadowDecisionMarkdown(decision: ShadowDecision): string {
  const { title, reasons, progress, figures, wealth } = prepareShadowDecision(decision);
  const { candidate_model: candidate, judge_model: judge, rubric_version: rubric, settings } = decision;
  const production = decision.production_models.map(({ model }) => codeName(model)).join(', ');
  return [
    `**${title}.** ${reasons.map(plainText).join(' ')}`,
    ...(progress === null ? [] : ['', progress]),
    '',
    `Candidate ${candidate === null ? 'none' : codeName(candidate)} against ${production || 'nothing yet'}; ` +
      `judge ${codeName(judge)}, rubric ${codeName(rubric)}; margin ${settings.margin}, risk ${settings.alpha}.`,
    '',
    '| figure | value | |',
    '|---|--:|---|',
    ...figures.map(({ name, value, note }) => `| ${name} | ${plainText(value)} | ${plainText(note)} |`),
    '',
    wealth.summary,
    ...strataLines(decision),
    '',
  ].join('\n');
}

function strataLines({ strata }: ShadowDecision): string[] {
  if (strata.length === 0) return [];
  return [
    '',
    '| use case | observations | mean difference | decision |',
    '|---|--:|--:|---|',
    ...strata.map(
      ({ use_case: name, report }) =>
        `| ${codeName(name)} | ${report.samples} | ${report.mean_delta?.toFixed(3) ?? 'n/a'} | ${report.decision.replace('_', ' ')} |`,
    ),
  ];
}
