/** An identifier as words: "factual_accuracy" reads "Factual accuracy". */
export function sentenceCase(id: string): string {
  const words = id.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
