const [SIGN, LETTER, OTHER] = [0, 1, 2];
/** Latin letters end here, and here stand the signs that are used among them: dashes, quotation marks, arrows. */
const [LATIN_END, SIGNS, SIGNS_END] = [0x250, 0x2010, 0x2300];

const IN_WORDS = /[\p{L}\p{N}\p{M}]/u;

/** A letter that Unicode's normal forms change is `OTHER`, and so are all beyond. */
const KINDS = Uint8Array.from({ length: SIGNS_END }, (_, code) => {
  // Most of them are such: what is asked of the rest takes 20 ms of each thread's start for all.
  if (code >= LATIN_END && code < SIGNS) return OTHER;
  const character = String.fromCharCode(code);
  const normal = character.normalize('NFKC');
  if (!IN_WORDS.test(normal)) return SIGN;
  return code < LATIN_END && normal === character ? LETTER : OTHER;
});

/**
 * Where the words of a text in plain Latin letters stand: start and end, start and end, in UTF-16 units. Null for any other
 * text, which has to be read by its scripts; of real pages’ passages 96 in 100 are plain, and this takes a third of the time of a pattern (9 µs to 31).
 */
export function wordPlaces(text: string): number[] | null {
  const places: number[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)] ?? OTHER;
    if (kind === OTHER) return null;
    if (kind === LETTER) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      places.push(start, at);
      start = -1;
    }
  }
  if (start >= 0) places.push(start, text.length);
  return places;
}
