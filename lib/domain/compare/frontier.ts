export interface PricedQuality {
  /** The lower the better; null is unknown. */
  cost: number | null;
  /** The higher the better; null is unknown. */
  quality: number | null;
}

/**
 * Which choices are worth a look: those that no other beats, where beating is to be at least as good and as cheap, and
 * better or cheaper (Pareto frontier). Equal choices beat each other never. Null where cost or quality is unknown; such a
 * choice beats nobody.
 */
export function costFrontier(choices: readonly PricedQuality[]): (boolean | null)[] {
  const known = choices.filter(isKnown);
  return choices.map((choice) => (isKnown(choice) ? !known.some((other) => beats(other, choice)) : null));
}

interface Known {
  cost: number;
  quality: number;
}

function isKnown(choice: PricedQuality): choice is Known {
  return choice.cost !== null && choice.quality !== null;
}

function beats(a: Known, b: Known): boolean {
  if (a.quality < b.quality || a.cost > b.cost) return false;
  return a.quality > b.quality || a.cost < b.cost;
}
