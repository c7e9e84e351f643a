import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { loadKnowledge } from '#lib/adapters/simulator/server.ts';
import { loadRubric } from '#lib/config/rubrics.ts';
import { ConfigurationError, readYamlFile } from '#lib/config/yaml-file.ts';
import { rolloutPlanSchema, type RolloutPlan } from '#lib/domain/rollout/plan.ts';
import {
  controlSide,
  simulatedCandidates,
  type AnswersOf,
  type SimulatedCandidate,
} from '#lib/domain/rollout/simulation/candidates.ts';
import { playRollout } from '#lib/domain/rollout/simulation/play.ts';
import { judgedAnswers, type JudgedAnswers } from '#lib/domain/rollout/simulation/simulated-side.ts';
import { summaryOf, type PlaySummary } from '#lib/domain/rollout/simulation/summary.ts';
import { createProgressLine } from '../terminal/progress-line.ts';
import { table } from '../terminal/table.ts';

export interface SimulateRolloutOptions {
  plan?: string;
  runs: number;
  rate: number;
  users: number;
  judged: number;
  checkSeconds: number;
  candidate?: string;
  seed: string;
  json: boolean;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Plays every candidate and prints how often it was promoted or rolled back, after how many requests and how long. */
export async function simulateRollout(options: SimulateRolloutOptions): Promise<void> {
  const plan = readPlan(options.plan);
  const answersOf = await simulatedAnswers();
  const control = controlSide(answersOf);
  const candidates = chosen(simulatedCandidates(answersOf), options.candidate);
  const progress = createProgressLine(process.stderr, () => performance.now(), options.json);
  const summaries: { candidate: SimulatedCandidate; summary: PlaySummary }[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const outcomes = Array.from({ length: options.runs }, (_, run) => {
      progress.say(`${index + 1}/${candidates.length} ${candidate.name}: play ${run + 1} of ${options.runs}`);
      return playRollout({
        ...{ plan, control, candidate, md5Hex, requestsPerSecond: options.rate, users: options.users },
        ...{ judgedShare: options.judged / 100, secondsBetweenChecks: options.checkSeconds },
        seed: `${options.seed}/${candidate.name}/${run}`,
      });
    });
    summaries.push({ candidate, summary: summaryOf(outcomes) });
  }
  progress.clear();
  console.log(options.json ? jsonOf(options, plan, summaries) : textOf(options, summaries));
}

function readPlan(file: string | undefined): RolloutPlan {
  if (file === undefined) return rolloutPlanSchema.parse({});
  if (!existsSync(file)) throw new ConfigurationError([`${file}: there is no such file`]);
  return readYamlFile(file, rolloutPlanSchema);
}

function chosen(all: SimulatedCandidate[], name: string | undefined): SimulatedCandidate[] {
  if (name === undefined) return all;
  const found = all.filter((candidate) => candidate.name === name);
  if (found.length === 0)
    throw new Error(`--candidate: expected one of ${all.map((candidate) => candidate.name).join(', ')}`);
  return found;
}

/** The shipped prompts, answered by the simulator's models and judged by its judge, each model once. */
async function simulatedAnswers(): Promise<AnswersOf> {
  const knowledge = await loadKnowledge(join(ROOT, 'data/raw/prompts.jsonl'));
  const { rubric } = loadRubric(join(ROOT, 'config/rubrics/shadow.yaml'));
  const prompts = [...knowledge].map(([prompt, reference]) => ({ prompt, reference }));
  const known = new Map<string, JudgedAnswers>();
  return (model) => {
    const answers = known.get(model) ?? judgedAnswers(model, prompts, knowledge, rubric);
    known.set(model, answers);
    return answers;
  };
}

type Summaries = readonly { candidate: SimulatedCandidate; summary: PlaySummary }[];

function jsonOf(options: SimulateRolloutOptions, plan: RolloutPlan, summaries: Summaries): string {
  const { runs, rate, users, judged, checkSeconds, seed } = options;
  return JSON.stringify(
    {
      ...{ is_simulated: true, runs, seed, plan },
      traffic: { requests_per_second: rate, users, judged_percent: judged, check_seconds: checkSeconds },
      candidates: summaries.map(({ candidate: { name, truth }, summary }) => ({
        ...{ name, truth, plays: summary.plays, ends: summary.ends, minutes: summary.minutes },
        canary_requests: summary.canaryRequests,
        minutes_to_rollback: summary.minutesToRollback,
        requests_hit: summary.requestsHit,
      })),
    },
    null,
    2,
  );
}

const HEADS = [
  ...['Candidate', 'Truth', 'End', 'Share', '95% interval', 'Because'],
  ...['Minutes', 'Its requests', 'Min to rollback', 'Requests hit'],
];

function textOf({ runs, rate, judged }: SimulateRolloutOptions, summaries: Summaries): string {
  const rows = summaries.flatMap(({ candidate, summary }) =>
    summary.ends.map(({ status, causes, n, low, high }, index) => [
      ...(index === 0 ? [candidate.name, candidate.truth] : ['', '']),
      ...[status.replace('_', ' '), `${((100 * n) / summary.plays).toFixed(0)}%`],
      `${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)}%`,
      causes.join(', ').replaceAll('_', ' '),
      ...(index === 0
        ? [
            spread(summary.minutes, 1),
            spread(summary.canaryRequests, 0),
            spread(summary.minutesToRollback, 1),
            spread(summary.requestsHit, 0),
          ]
        : []),
    ]),
  );
  return [
    `Simulated: ${runs} plays of each candidate, ${rate} requests/s in all, ${judged}% of answers judged; answers, scores`,
    "and latencies are the simulator's. Pairs are median / 90th percentile; requests hit are those of rolled-back plays",
    'since the trouble began.',
    '',
    table(HEADS, rows),
  ].join('\n');
}

const spread = (value: { median: number; p90: number } | null, digits: number): string =>
  value === null ? '–' : `${value.median.toFixed(digits)} / ${value.p90.toFixed(digits)}`;
