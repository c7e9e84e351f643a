import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, run } from './lib/run.mjs';
import { prepare, root } from './setup.mjs';

/*
 * node scripts/schemas.mjs: writes the published JSON schemas anew, after a change of lib/contracts/scores.ts.
 */
await main(async () => {
  const node = await prepare({ build: false });
  if (process.versions.node.split('.')[0] < 24) {
    // The contracts are TypeScript, which the application's own Node reads as it is.
    await run(node, [import.meta.filename], { cwd: root });
    return 0;
  }
  const { format } = await import('prettier');
  const { SCORES_SCHEMA_FILE, scoresJsonSchema } = await import('../lib/contracts/scores-json-schema.ts');
  const folder = join(root, 'public/schemas');
  mkdirSync(folder, { recursive: true });
  const text = await format(JSON.stringify(scoresJsonSchema()), { parser: 'json', printWidth: 110 });
  writeFileSync(join(folder, SCORES_SCHEMA_FILE), text);
  console.log(`public/schemas/${SCORES_SCHEMA_FILE}`);
  return 0;
});
