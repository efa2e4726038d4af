/** An id and what it scored. */
export interface Scored {
  readonly id: number;
  readonly score: number;
}

/** The best of what it is offered: a heap whose worst is on top, so that most offers cost one comparison. Equals go by id. */
export class BestScores {
  readonly #most: number;
  // Plain numbers side by side: a heap of objects took three times as long.
  readonly #scores: Float64Array;
  readonly #ids: Float64Array;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
    this.#scores = new Float64Array(most);
    this.#ids = new Float64Array(most);
  }

  /** What scores less would not be taken. */
  get least(): number {
    return this.#held < this.#most ? -Infinity : (this.#scores[0] ?? Infinity);
  }

  offer(id: number, score: number): void {
    if (this.#held < this.#most) {
      this.#rise(this.#held, id, score);
      this.#held += 1;
    } else if (isWorse(this.#scores[0] ?? Infinity, this.#ids[0] ?? -1, score, id)) {
      this.#sink(id, score);
    }
  }

  /** Best first. */
  sorted(): Scored[] {
    return Array.from(this.#scores.subarray(0, this.#held), (score, at) => ({
      id: this.#ids[at] ?? -1,
      score,
    })).toSorted((a, b) => b.score - a.score || a.id - b.id);
  }

  /** From the free place `hole` up to where everything above is worse. */
  #rise(hole: number, id: number, score: number): void {
    let at = hole;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isWorse(score, id, this.#scores[above] ?? 0, this.#ids[above] ?? 0)) break;
      this.#move(above, at);
      at = above;
    }
    this.#scores[at] = score;
    this.#ids[at] = id;
  }

  /** From the top, whose holder is dropped, down to where everything below is better. */
  #sink(id: number, score: number): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const below = left + 1 < this.#held && this.#isWorseAt(left + 1, left) ? left + 1 : left;
      if (below >= this.#held) break;
      if (!isWorse(this.#scores[below] ?? 0, this.#ids[below] ?? 0, score, id)) break;
      this.#move(below, at);
      at = below;
    }
    this.#scores[at] = score;
    this.#ids[at] = id;
  }

  #isWorseAt(one: number, other: number): boolean {
    return isWorse(
      this.#scores[one] ?? 0,
      this.#ids[one] ?? 0,
      this.#scores[other] ?? 0,
      this.#ids[other] ?? 0,
    );
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from] ?? 0;
    this.#ids[to] = this.#ids[from] ?? 0;
  }
}

function isWorse(score: number, id: number, otherScore: number, otherId: number): boolean {
  return score < otherScore || (score === otherScore && id > otherId);
}

/** The first row from there on with such a score, or how many rows there are. Nearly all rows are passed over here: four at a time took half as long as one by one. */
export function nextAtLeast(bar: number, scores: Float32Array, from: number): number {
  let row = from;
  while (
    row + 3 < scores.length &&
    (scores[row] ?? 0) < bar &&
    (scores[row + 1] ?? 0) < bar &&
    (scores[row + 2] ?? 0) < bar &&
    (scores[row + 3] ?? 0) < bar
  )
    row += 4;
  while (row < scores.length && (scores[row] ?? 0) < bar) row += 1;
  return row;
}
