import { z } from 'zod';

const count = z.int().min(1);
const configSchema = z.object({
  model_type: z.string().default(''),
  num_hidden_layers: count.optional(),
  n_layers: count.optional(),
  n_layer: count.optional(),
  max_position_embeddings: z.int().optional(),
  pad_token_id: z.int().nullish(),
});
const tokenizerConfigSchema = z.looseObject({
  tokenizer_class: z.string().optional(),
  model_max_length: z.number().optional(),
});

/** What config.json and tokenizer_config.json say of a model, as far as scores depend on it. */
export interface ModelConfig {
  layers: number;
  /** Tokens that the model takes, special ones included. */
  maxLength: number;
  /** Whether words at the start of a text are to be read like words within it. */
  addsPrefixSpace: boolean;
}

/** BERTScore isn't defined beyond it. */
const LONGEST = 512;

/** Models whose positions are counted from behind the padding token's id. */
const OFFSET_POSITIONS = /^(roberta|xlm-roberta|camembert|mpnet|longformer)/;

/** Throws when the number of layers isn't there. */
export function readModelConfig(configJson: unknown, tokenizerConfigJson: unknown): ModelConfig {
  const config = configSchema.parse(configJson);
  const tokenizer = tokenizerConfigSchema.parse(tokenizerConfigJson);
  const layers = config.num_hidden_layers ?? config.n_layers ?? config.n_layer;
  if (layers === undefined) throw new Error("config.json doesn't say how many hidden layers the model has");
  const offset = OFFSET_POSITIONS.test(config.model_type) ? (config.pad_token_id ?? 1) + 1 : 0;
  // Models with relative positions declare 0 or less.
  const positions = (config.max_position_embeddings ?? 0) - offset;
  const declared = [tokenizer.model_max_length ?? 0, positions].filter((length) => length > 2);
  return {
    layers,
    maxLength: Math.floor(Math.min(LONGEST, ...declared)),
    addsPrefixSpace: isBytePair(tokenizer.tokenizer_class, config.model_type),
  };
}

function isBytePair(tokenizerClass: string | undefined, modelType: string): boolean {
  if (tokenizerClass !== undefined && !tokenizerClass.startsWith('PreTrainedTokenizer'))
    return /^(Roberta|GPT2)Tokenizer/.test(tokenizerClass);
  return modelType === 'roberta' || modelType === 'gpt2';
}
