import { expect, it } from 'vitest';
import { simulateCommand } from './simulate.ts';

it('refuses knowledge that is named and not there', async () => {
  const args = ['--port', '0', '--knowledge', '/nowhere/prompts.jsonl'];
  await expect(simulateCommand().parseAsync(args, { from: 'user' })).rejects.toThrow(
    '--knowledge /nowhere/prompts.jsonl: there is no such file',
  );
});
