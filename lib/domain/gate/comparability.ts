import type { GateEvidence, RunEvidence } from './evidence.ts';
import { finding, listed, type Finding } from './findings.ts';
import type { GateSettings } from './settings.ts';

/** Whether anything may be concluded from these runs at all. */
export function checkComparability(evidence: GateEvidence, settings: GateSettings): Finding[] {
  const { baseline, current, signature_differences: differences } = evidence;
  const findings = [...voidRun('current run', current), ...(baseline ? voidRun('baseline', baseline) : [])];
  if (baseline && differences.length > 0) {
    const text = differencesText(differences);
    findings.push(
      settings.allow_incomparable
        ? finding('note', `The runs are compared though their signatures differ: ${text}.`)
        : finding('invalid', `The runs are not comparable; their signatures differ: ${text}.`),
    );
  }
  return [...findings, ...qualityNotes(evidence)];
}

const MOST_DIFFERENCES = 20;

/** The evidence has them all: a golden set with other categories differs in the weight of every one. */
function differencesText(differences: GateEvidence['signature_differences']): string {
  const isWeight = ({ field }: { field: string }) => field.startsWith('category_weights.');
  const ordered = [...differences.filter((each) => !isWeight(each)), ...differences.filter(isWeight)];
  const shown = ordered.slice(0, MOST_DIFFERENCES);
  const text = shown.map(({ field, baseline, current }) => `${field} (${baseline} → ${current})`).join('; ');
  const more = ordered.length - shown.length;
  return more > 0 ? `${text}; and ${more} more` : text;
}

function voidRun(name: string, run: RunEvidence): Finding[] {
  if (run.quality !== 'void') return [];
  return [
    finding('invalid', `The ${name} (${run.run_id}) is void: ${listed(run.quality_reasons) || 'no reason'}.`),
  ];
}

function qualityNotes(evidence: GateEvidence): Finding[] {
  const { baseline, current, no_baseline: none, baseline_note: chosen } = evidence;
  const notes = none === null ? [] : [finding('note', `${none} Absolute thresholds decide.`)];
  if (chosen !== null) notes.push(finding('note', chosen));
  if (current.quality === 'degraded')
    notes.push(finding('note', `The current run is degraded: ${listed(current.quality_reasons)}.`));
  if (baseline?.run_id === current.run_id)
    notes.push(finding('note', `Both sides are the same run (${current.run_id}).`));
  if (baseline && baseline.is_simulated !== current.is_simulated)
    notes.push(
      finding('note', 'The answers of one side come from the built-in simulator, those of the other do not.'),
    );
  return notes;
}
