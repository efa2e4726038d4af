/** A letter or digit without an accent, in either case, as a number from 1 to 36; 0 for a sign. */
const SYMBOLS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 36);
  return Number.isNaN(digit) ? 0 : digit + 1;
});
/** Typographic quotes and dashes stand among them. */
const [SIGNS, SIGNS_END] = [0x2012, 0x2027];
const BITS = 6;
/** So many symbols fill a number. */
const A_NUMBER = 5;
/** Three numbers hold a word of so many letters. */
const LONGEST = 3 * A_NUMBER;
/** More than twice as many places as words are kept. */
const PLACES = 1 << 17;

/**
 * Words in plain letters and the hash each goes by, looked up as they stand in a text: cutting every word out of it to
 * find it in a map took half of the time of a page's words.
 */
export class PlainWords {
  readonly #hashOf: (word: string) => number;
  readonly #most: number;
  /** Place by place the three numbers that are a word, the first above 0, and its hash. */
  readonly #kept = new Int32Array(4 * PLACES);
  #size = 0;

  /** `hashOf` answers the same for a word in either case; at most `most` are kept. */
  constructor(hashOf: (word: string) => number, most: number) {
    this.#hashOf = hashOf;
    this.#most = most;
  }

  /** The hash of every word of a text, in order; null where it is not all plain letters and signs. */
  hashes(text: string): Uint32Array | null {
    const found = new Uint32Array((text.length + 1) >> 1);
    let count = 0;
    let [length, a, b, c] = [0, 0, 0, 0];
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 0;
      if (code >= 0x80 && (code < SIGNS || code > SIGNS_END)) return null;
      const symbol = SYMBOLS[code] ?? 0;
      if (symbol !== 0) {
        if (length < A_NUMBER) a = (a << BITS) | symbol;
        else if (length < 2 * A_NUMBER) b = (b << BITS) | symbol;
        else c = (c << BITS) | symbol;
        length++;
      } else if (length > 0) {
        found[count++] =
          length > LONGEST
            ? this.#hashOf(text.slice(at - length, at))
            : this.#find(a, b, c, text, at - length, at);
        length = a = b = c = 0;
      }
    }
    return found.subarray(0, count);
  }

  /** Lets go of all words. */
  forget(): void {
    this.#kept.fill(0);
    this.#size = 0;
  }

  #find(a: number, b: number, c: number, text: string, start: number, end: number): number {
    const kept = this.#kept;
    let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
    mixed ^= mixed >>> 15;
    let at = (mixed & (PLACES - 1)) << 2;
    while (kept[at] !== 0) {
      if (kept[at] === a && kept[at + 1] === b && kept[at + 2] === c) return kept[at + 3] ?? 0;
      at = (at + 4) & (4 * PLACES - 1);
    }
    const hash = this.#hashOf(text.slice(start, end));
    if (this.#size >= this.#most) this.forget();
    else {
      kept.set([a, b, c, hash], at);
      this.#size++;
    }
    return hash;
  }
}
