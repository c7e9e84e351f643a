import { PreTrainedTokenizer } from '@xenova/transformers';
import { cutToLength, stripLikePython, type EncodedText } from '#lib/domain/metrics/bertscore/encoding.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import type { ModelConfig } from './model-config.ts';

/** Texts to token ids as BERTScore reads them. */
export interface Tokenizer {
  encode: (text: string) => EncodedText;
  /** Ids of the tokens that open and close every text. */
  specialIds: ReadonlySet<number>;
}

/** @param tokenizerJson contents of tokenizer.json @param tokenizerConfigJson contents of tokenizer_config.json */
export function createTokenizer(
  tokenizerJson: object,
  tokenizerConfigJson: object,
  { maxLength, addsPrefixSpace }: ModelConfig,
): Tokenizer {
  const tokenizer = load(tokenizerJson, tokenizerConfigJson);
  // The library doesn't know these ids for every tokenizer, but an empty text has one at each end.
  const empty = tokenizer.encode('');
  const specials = empty.length > 2 ? [...empty.slice(0, 1), ...empty.slice(-1)] : empty;
  const closing = specials.at(-1) ?? null;
  return {
    specialIds: new Set(specials),
    encode: (text) => {
      const stripped = stripLikePython(text);
      const ids = stripped === '' ? specials : tokenizer.encode(addsPrefixSpace ? ` ${stripped}` : stripped);
      return cutToLength(ids, maxLength, closing);
    },
  };
}

function load(tokenizerJson: object, tokenizerConfigJson: object): PreTrainedTokenizer {
  try {
    return new PreTrainedTokenizer(tokenizerJson, tokenizerConfigJson);
  } catch (error) {
    const why = messageOf(error);
    throw new Error(`tokenizer.json can't be used: ${why}`, { cause: error });
  }
}
