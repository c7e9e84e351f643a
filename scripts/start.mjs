import { main } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';
import { prepare } from './setup.mjs';

await main(async () => serve(await prepare({ build: true }), { env: { NODE_ENV: 'production' } }));
