import { expect, it } from 'vitest';
import { parseEnvironment } from '#lib/config/environment.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { generalSettings } from './general-settings.ts';

it('names the model that serves production, also after a promotion, and no secrets', () => {
  const config = testConfig('http://127.0.0.1:9/v1');
  const env = parseEnvironment({ LRG_SECRET: 'a-secret-of-thirty-two-characters-or-more' });
  const settingsOf = (productionModel: string) =>
    generalSettings({ config, env, router: { current: { productionModel } as never } });
  expect(settingsOf('prod').currentModel).toBe('prod');
  const settings = settingsOf('candidate');
  expect(settings.currentModel).toBe('candidate');
  expect(settings.models.map(({ name }) => name)).toContain('candidate');
  expect(JSON.stringify(settings)).not.toContain('a-secret');
});
