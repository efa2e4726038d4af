type Granularity = 'grapheme' | 'word' | 'sentence';

const made = new Map<Granularity, Intl.Segmenter>();

/** Cuts texts by Unicode's rules (UAX 29), the same on every computer whatever its language; made when first used, since that reads tables for some 10 ms. */
export function segmenter(granularity: Granularity): Intl.Segmenter {
  const known = made.get(granularity) ?? new Intl.Segmenter('und', { granularity });
  made.set(granularity, known);
  return known;
}
