import type { SeedModel } from './chat-logs.ts';

interface Routes {
  route: (model: string) => {
    label: string;
    upstream: { name?: string };
    price: {
      inputPerMillionUsd: number;
      cachedInputPerMillionUsd?: number;
      outputPerMillionUsd: number;
      source: string;
    } | null;
    isSimulated: boolean;
  };
}

/** Most frequent first, as chat-logs.ts shares them out; the last has no price here. */
const MODELS = [
  { model: 'gpt-4.1-mini', msPerToken: 9 },
  { model: 'gpt-4.1', msPerToken: 16 },
  { model: 'gpt-4.1-nano', msPerToken: 5 },
  { model: 'llama-3.3-70b', msPerToken: 22 },
];

/** The models that seeded exchanges name, with the labels and prices of this installation's configuration. */
export function seedModels(models: Routes): SeedModel[] {
  return MODELS.map(({ model, msPerToken }) => {
    const { label, price, isSimulated } = models.route(model);
    return {
      label,
      upstream: isSimulated ? 'simulator' : 'openai',
      input: price?.inputPerMillionUsd ?? null,
      cachedInput: price?.cachedInputPerMillionUsd ?? null,
      output: price?.outputPerMillionUsd ?? null,
      priceSource: price?.source ?? null,
      msPerToken,
    };
  });
}
