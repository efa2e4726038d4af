/** Word-bag F1 of two texts: `\w+` in lower case, multiset overlap; 1 when both are empty. */
export function wordF1(found: string, truth: string): number {
  const foundBag = bagOf(found);
  const truthBag = bagOf(truth);
  if (foundBag.size + truthBag.size === 0) return 1;
  let common = 0;
  let all = 0;
  for (const [word, count] of foundBag) {
    common += Math.min(count, truthBag.get(word) ?? 0);
    all += count;
  }
  for (const count of truthBag.values()) all += count;
  return (2 * common) / all;
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\w+/g) ?? []) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}
