/** An id and what it scored. */
export interface Scored {
  readonly id: number;
  readonly score: number;
}

/** The best of what it is offered: a heap whose worst is on top, so that most offers cost one comparison. Equals go by id. */
export class BestScores {
  readonly #heap: Scored[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether something of this score would be taken. */
  wants(score: number): boolean {
    return this.#heap.length < this.#most || score >= (this.#heap[0]?.score ?? 0);
  }

  offer(one: Scored): void {
    const worst = this.#heap[0];
    if (this.#heap.length < this.#most) {
      this.#heap.push(one);
      this.#rise();
    } else if (worst !== undefined && isWorse(worst, one)) {
      this.#heap[0] = one;
      this.#sink();
    }
  }

  /** Best first. */
  sorted(): Scored[] {
    return this.#heap.toSorted((a, b) => b.score - a.score || a.id - b.id);
  }

  #rise(): void {
    for (let at = this.#heap.length - 1; at > 0;) {
      const above = (at - 1) >> 1;
      if (!this.#swapped(at, above)) return;
      at = above;
    }
  }

  #sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const [one, other] = [this.#heap[left], this.#heap[left + 1]];
      const below = one !== undefined && other !== undefined && isWorse(other, one) ? left + 1 : left;
      if (!this.#swapped(below, at)) return;
      at = below;
    }
  }

  /** Swaps the two where the one below is worse. */
  #swapped(below: number, above: number): boolean {
    const [one, other] = [this.#heap[below], this.#heap[above]];
    if (one === undefined || other === undefined || !isWorse(one, other)) return false;
    this.#heap[above] = one;
    this.#heap[below] = other;
    return true;
  }
}

function isWorse(a: Scored, b: Scored): boolean {
  return a.score < b.score || (a.score === b.score && a.id > b.id);
}
