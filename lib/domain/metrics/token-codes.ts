/** Gives each distinct token a number, from 0 in the order of appearance. */
export interface TokenCodes {
  encode: (tokens: readonly string[]) => Uint32Array;
  /** Distinct tokens so far. */
  readonly size: number;
}

export function createTokenCodes(): TokenCodes {
  const codes = new Map<string, number>();
  const codeOf = (token: string): number => {
    const known = codes.get(token);
    if (known !== undefined) return known;
    codes.set(token, codes.size);
    return codes.size - 1;
  };
  return {
    encode: (tokens) => Uint32Array.from(tokens, codeOf),
    get size() {
      return codes.size;
    },
  };
}
