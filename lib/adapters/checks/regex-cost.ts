/**
 * Upper bound of the steps that a backtracking engine takes to test a pattern on a text of this length; Infinity where
 * it may be exponential: a repeated group, or a reference back. With k repeated characters the engine chooses a start and
 * k ends in ascending order; every ? doubles that, every alternative adds to it.
 */
export function mostSteps(pattern: string, textLength: number): number {
  // What is escaped or in a character class is one character; the ? of (?: and the like is no quantifier.
  const skeleton = pattern
    .replace(/\\[1-9k]/g, ')*')
    .replace(/\\[\s\S]/g, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?(?:[:=!]|<[=!]|<[^>]*>)/g, '(');
  if (/\)[*+{]/.test(skeleton)) return Infinity;
  const count = (characters: RegExp) => skeleton.match(characters)?.length ?? 0;
  let steps = 2 ** count(/\?/g) * (count(/\|/g) + 1);
  for (let places = 1; places <= count(/[*+{]/g) + 1; places += 1) steps *= (textLength + places) / places;
  return steps;
}
