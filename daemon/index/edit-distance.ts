/** Longer than any word that is looked at. */
const MOST_LETTERS = 64;
type Row = Uint8Array;
const rows = [0, 1, 2].map(() => new Uint8Array(MOST_LETTERS + 1)) as [Row, Row, Row];

/**
 * How many letters were left out, put in, exchanged or swapped with their neighbour between two words (Damerau–Levenshtein,
 * no letter touched twice); `most` + 1 for more than `most`. Words have at most 64 UTF-16 units.
 */
export function editDistance(word: string, other: string, most: number): number {
  if (Math.abs(word.length - other.length) > most) return most + 1;
  return lastRow(word, other, most)?.[other.length] ?? most + 1;
}

/** The same between a word and the nearest beginning of another. */
export function editsToBeginning(word: string, other: string, most: number): number {
  const near = lastRow(word, other, most)?.subarray(
    Math.max(0, word.length - most),
    Math.min(other.length, word.length + most) + 1,
  );
  return near === undefined ? most + 1 : Math.min(most + 1, ...near);
}

/** Distances of a whole word from the beginnings of another that are about as long; null when none is near enough. */
function lastRow(word: string, other: string, most: number): Row | null {
  let [before, last, row] = rows;
  for (let at = 0; at <= other.length; at++) last[at] = Math.min(at, most + 1);
  for (let at = 1; at <= word.length; at++) {
    if (!fillRow(row, last, before, { word, other, most, at })) return null;
    [before, last, row] = [last, row, before];
  }
  return last;
}

interface Compared {
  readonly word: string;
  readonly other: string;
  readonly most: number;
  readonly at: number;
}

/** Distances of the word's first `at` letters from all beginnings of the other; false where none is near enough. */
function fillRow(row: Row, last: Row, before: Row, { word, other, most, at }: Compared): boolean {
  const tooMany = most + 1;
  // Farther from the diagonal than `most` nothing is near enough.
  const from = Math.max(1, at - most);
  const to = Math.min(other.length, at + most);
  const letter = word.charCodeAt(at - 1);
  const previous = word.charCodeAt(at - 2);
  row[from - 1] = from === 1 ? Math.min(at, tooMany) : tooMany;
  last[at + most] = tooMany;
  let least = row[from - 1] ?? tooMany;
  for (let place = from; place <= to; place++) {
    const another = other.charCodeAt(place - 1);
    let edits = Math.min((last[place] ?? 0) + 1, (row[place - 1] ?? 0) + 1, tooMany);
    edits = Math.min(edits, (last[place - 1] ?? 0) + (letter === another ? 0 : 1));
    // Outside of a word a letter's code is NaN, which equals nothing.
    const swapped = letter === other.charCodeAt(place - 2) && another === previous;
    if (swapped) edits = Math.min(edits, (before[place - 2] ?? 0) + 1);
    row[place] = edits;
    least = Math.min(least, edits);
  }
  return least <= most;
}

/** How many letters of a word may be wrong: none of a short one, two of a long one. */
export function allowedEdits(word: string): number {
  const { length } = word;
  if (length < 4 || length > MOST_LETTERS) return 0;
  return length < 8 ? 1 : 2;
}
