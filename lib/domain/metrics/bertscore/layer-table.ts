import type { PrecisionRecallF1 } from '../precision-recall.ts';

/** A model that BERTScore's authors tuned: the hidden layer that agrees best with people. */
export interface ListedModel {
  name: string;
  /** Layers of the whole model; tells a model from another one of the same name. */
  layers: number;
  layer: number;
  /** Mean score of unrelated English sentences at that layer; null where none was published. */
  baseline: PrecisionRecallF1 | null;
}

const listed = (
  name: string,
  layers: number,
  layer: number,
  baseline?: [number, number, number],
): ListedModel => {
  if (!baseline) return { name, layers, layer, baseline: null };
  const [precision, recall, f1] = baseline;
  return { name, layers, layer, baseline: { precision, recall, f1 } };
};

/** Layers and baselines of Tiiiger/bert_score 0.3.13 (`model2layers`, `rescale_baseline/en`). */
export const listedModels: readonly ListedModel[] = [
  listed('microsoft/deberta-xlarge-mnli', 48, 40, [0.5169066, 0.5170288, 0.5150192]),
  listed('microsoft/deberta-large-mnli', 24, 18, [0.45358238, 0.45362508, 0.45173016]),
  listed('microsoft/deberta-base-mnli', 12, 9, [0.53045946, 0.5304829, 0.52866036]),
  listed('roberta-large', 24, 17, [0.83150584, 0.8314941, 0.83122575]),
  listed('microsoft/deberta-v3-base', 12, 9),
  listed('microsoft/mpnet-base', 12, 8),
  listed('princeton-nlp/sup-simcse-roberta-base', 12, 10),
  listed('bert-large-uncased', 24, 18, [0.4278576, 0.42786714, 0.42646673]),
  listed('roberta-base', 12, 10, [0.8146725, 0.8146619, 0.814463]),
  listed('microsoft/deberta-v3-xsmall', 12, 10),
  listed('bert-base-uncased', 12, 9, [0.35375935, 0.3537393, 0.35219112]),
  listed('distilroberta-base', 6, 5, [0.84732, 0.84759504, 0.8473319]),
  listed('distilbert-base-uncased', 6, 5, [0.6666034, 0.66660464, 0.66620487]),
  listed('bert-base-multilingual-cased', 12, 9, [0.6320527, 0.6320019, 0.63146895]),
  listed('google/electra-small-discriminator', 12, 11),
  listed('xlm-roberta-base', 12, 9, [0.81658614, 0.8165717, 0.81639785]),
  listed('distilbert-base-multilingual-cased', 6, 5, [0.8164157, 0.81645757, 0.81623197]),
];

/** Hub accounts whose models of these names are the listed ones: today's homes of the originals, and conversions to ONNX. */
const SAME_MODEL_OWNERS = new Set(['Xenova', 'onnx-community', 'FacebookAI', 'google-bert', 'distilbert']);

/**
 * The listed model of this name (`roberta-large`, `Xenova/roberta-large`, or the name of a local folder), or null. A model
 * with another number of layers is another model, whatever it is called.
 */
export function findListedModel(name: string, layers: number): ListedModel | null {
  const slash = name.lastIndexOf('/');
  const owner = slash < 0 ? null : name.slice(0, slash);
  const isByShortName = owner === null || SAME_MODEL_OWNERS.has(owner);
  const shortName = name.slice(slash + 1);
  const found = listedModels.find(
    (model) => model.name === name || (isByShortName && lastPart(model.name) === shortName),
  );
  return found?.layers === layers ? found : null;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
