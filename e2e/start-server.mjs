import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A server on an empty database, with the simulator answering without its declared delays.
Object.assign(process.env, {
  NODE_ENV: 'production',
  LRG_DATA_DIR: mkdtempSync(join(tmpdir(), 'lrg-e2e-')),
  LRG_CONFIG_DIR: 'e2e/config',
  LRG_ADMIN_EMAIL: 'admin@example.com',
  LRG_ADMIN_PASSWORD: 'correct horse battery',
  LRG_API_KEY: 'lrg_e2e_key',
  LRG_SIMULATOR_TIME_SCALE: '0',
  LRG_LOG_LEVEL: 'warn',
  OPENAI_API_KEY: '',
  OPENAI_BASE_URL: '',
  DATABASE_URL: '',
});
await import('../server/main.ts');
