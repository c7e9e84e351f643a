import { InvalidArgumentError } from 'commander';

/** Reads an option's value as a whole number within bounds, both included. */
export function wholeNumber(least: number, most?: number) {
  return (text: string): number => {
    const number = Number(text);
    const isWithin = number >= least && number <= (most ?? Number.MAX_SAFE_INTEGER);
    if (/^\d+$/.test(text) && isWithin) return number;
    const range = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`expected a whole number ${range}`);
  };
}
