/** Words that follow each other in the question may stand this far apart in the text. */
const REACH = 3;
/** Fewer words have no order worth the name. */
export const FEWEST_ORDERED = 3;

/** Share of the question's neighbouring words that are neighbours in the text, in the same order, 0–1; both are given as stems. */
export function wordOrder(asked: readonly string[], text: readonly string[]): number {
  if (asked.length < FEWEST_ORDERED) return 0;
  const places = new Map<string, number[]>(asked.map((stem) => [stem, []]));
  text.forEach((stem, at) => {
    if (stem !== '') places.get(stem)?.push(at);
  });
  let kept = 0;
  for (const [at, stem] of asked.slice(1).entries()) {
    const before = places.get(asked[at] ?? '') ?? [];
    const after = places.get(stem) ?? [];
    if (before.some((here) => after.some((there) => there > here && there - here <= REACH))) kept += 1;
  }
  return kept / (asked.length - 1);
}
