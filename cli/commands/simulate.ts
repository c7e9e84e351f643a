import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { loadKnowledge, startSimulatorServer } from '#lib/adapters/simulator/server.ts';
import { simulatorProfiles } from '#lib/domain/simulator/profiles.ts';

interface SimulateOptions {
  host: string;
  port: number;
  timeScale: number;
  knowledge: string;
}

const PROMPTS = resolve(import.meta.dirname, '../../data/raw/prompts.jsonl');

/** `lrg simulate`: the offline model server as a process of its own. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('run the OpenAI-compatible model simulator')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 4010)
    .option('--time-scale <factor>', 'multiple of the declared latencies; 0 answers at once', factor, 1)
    .option('--knowledge <file>', 'JSON lines with prompt and reference_response', PROMPTS)
    .action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
  // The simulator can do without its own file; one that somebody named is meant.
  if (options.knowledge !== PROMPTS && !existsSync(options.knowledge))
    throw new Error(`--knowledge ${options.knowledge}: there is no such file`);
  const knowledge = await loadKnowledge(options.knowledge);
  const server = await startSimulatorServer({ ...options, knowledge });
  console.log(
    `The simulator answers on ${server.baseUrl} (OPENAI_BASE_URL); ${knowledge.size} known prompts.`,
  );
  for (const { name, description } of simulatorProfiles) console.log(`  ${name.padEnd(10)} ${description}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close());
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('expected 0 to 65535');
  return number;
}

function factor(text: string): number {
  const number = Number(text);
  if (!(number >= 0)) throw new InvalidArgumentError('expected a number of at least 0');
  return number;
}
