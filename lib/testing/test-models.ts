import { onTestFinished } from 'vitest';
import { createChatModels } from '#lib/adapters/llm/chat-models.ts';
import { createModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import { buildPrivacy } from '#lib/composition/privacy.ts';
import { startFakeUpstream } from './fake-upstream.ts';
import { recordingLog } from './recording-log.ts';
import { testConfig, UPSTREAM_KEY, type ConfigChanges } from './test-config.ts';

/** What services need to call models that are a fake upstream; ends with the test that started it. */
export async function startTestModels(changes: ConfigChanges = {}) {
  const upstream = await startFakeUpstream();
  const config = testConfig(upstream.baseUrl, changes);
  const models = createModelDirectory({
    models: config.models,
    variable: (name) => (name === 'FAKE_KEY' ? UPSTREAM_KEY : null),
    simulatorBaseUrl: null,
    sleep: () => Promise.resolve(),
  });
  const chatModels = createChatModels(() => performance.now(), 8);
  onTestFinished(async () => {
    await chatModels.close();
    await models.close();
    await upstream.close();
  });
  const privacy = buildPrivacy(config.privacy, 'secret of the test', () => performance.now());
  return {
    ...{ upstream, config, models, chatModels, privacy, log: recordingLog() },
    random: { hex: (bytes: number) => 'ab'.repeat(bytes) },
  };
}
