import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { prepareShadowDecision } from '#lib/view-models/shadow-decision.ts';
import { shadowDecisionMarkdown } from '#lib/view-models/shadow-decision-markdown.ts';
import { serverFromEnvironment } from '../runs/with-server.ts';
import { readable } from '../terminal/table.ts';
import { EXIT_CODES } from './exit-codes.ts';

export interface ReportOptions {
  json: boolean;
  markdown: boolean;
}

/** Asks the server for its decision and prints it. Returns the exit code; throws ServerApiError. */
export async function reportDecision({ json, markdown }: ReportOptions): Promise<number> {
  const decision = await serverFromEnvironment().shadowDecision();
  if (json) console.log(JSON.stringify(decision, null, 2));
  else console.log(markdown ? shadowDecisionMarkdown(decision) : reportText(decision));
  return EXIT_CODES[decision.decision];
}

function reportText(decision: ShadowDecision): string {
  const { title, reasons, figures, wealth } = prepareShadowDecision(decision);
  const width = Math.max(...figures.map(({ name }) => name.length));
  return [
    `${title.toUpperCase()}. ${reasons.map(readable).join(' ')}`,
    '',
    ...figures.map(({ name, value, note }) => `${name.padEnd(width)}  ${value}  (${note})`),
    '',
    wealth.summary,
    ...decision.strata.map(
      ({ use_case: name, report }) =>
        `${readable(name)}: ${report.decision.replace('_', ' ')}. ${report.reason}`,
    ),
  ].join('\n');
}
